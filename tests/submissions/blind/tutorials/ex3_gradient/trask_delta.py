import numpy as np
from ex1_sigmoid import forward
def gradient(X, Y, w, b):
    l1 = np.array([forward(x, w, b) for x in X])
    err = np.array(Y, float) - l1
    delta = err * l1 * (1 - l1)
    return np.array(X, float).T.dot(delta).tolist(), float(delta.sum())
