import numpy as np
from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    X = np.array(X, dtype=float)
    A = np.array([forward(list(x), w, b) for x in X])
    err = np.array(Y) - A
    gw = X.T.dot(err) / len(X)
    gb = err.mean()
    return gw.tolist(), float(gb)
