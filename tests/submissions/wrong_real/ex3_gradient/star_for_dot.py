import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradient(X, Y, w, b):
    X = np.array(X, dtype=float).T
    Y = np.array(Y, dtype=float)
    m = X.shape[1]
    A = sigmoid(np.dot(np.array(w), X) + b)
    dw = 1/m * X * (A - Y)
    db = 1/m * np.sum(A - Y)
    return dw.tolist(), float(db)
