import numpy as np
from ex1_sigmoid import sigmoid


def gradient(X, Y, w, b):
    X = np.array(X, dtype=float)
    y = np.array(Y, dtype=float).reshape(-1, 1)
    m = X.shape[0]
    h = 1 / (1 + np.exp(-(X @ np.array(w, dtype=float).reshape(-1, 1) + b)))
    dw = X.T @ (h - y) / m
    return dw.ravel().tolist(), float(np.sum(h - y) / m)
