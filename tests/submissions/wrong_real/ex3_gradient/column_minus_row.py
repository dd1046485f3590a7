import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradient(X, Y, w, b):
    X = np.array(X, dtype=float)
    w = np.array(w, dtype=float).reshape(-1, 1)
    y = np.array(Y, dtype=float)
    m = len(y)
    h = sigmoid(X @ w + b)
    dw = (X.T @ (h - y)).sum(axis=1) / m
    db = np.sum(h - y) / m
    return dw.tolist(), float(db)
