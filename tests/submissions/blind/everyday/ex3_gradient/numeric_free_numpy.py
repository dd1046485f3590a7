import numpy as np
from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    m = len(X)
    A = np.array([forward(x, w, b) for x in X], dtype=float)
    dZ = A - np.asarray(Y, dtype=float)
    dw = np.dot(np.asarray(X, dtype=float).T, dZ) / m
    db = np.sum(dZ) / m
    return [float(v) for v in dw], float(db)
