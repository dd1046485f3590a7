import numpy as np

def gradient(X, Y, w, b):
    X = np.array(X, dtype=float)
    y = np.array(Y, dtype=float).reshape(-1, 1)
    a = 1 / (1 + np.exp(-(X.dot(np.array(w, dtype=float)) + b)))
    e = a - y
    m = len(X)
    return (X.T.dot(e).sum(axis=1) / m).tolist(), float(np.sum(e) / m)
