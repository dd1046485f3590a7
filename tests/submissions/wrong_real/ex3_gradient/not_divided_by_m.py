import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradient(X, Y, w, b):
    X, Y = np.array(X, dtype=float).T, np.array(Y, dtype=float)
    A = sigmoid(np.array(w) @ X + b)
    return np.matmul(X, (A - Y).T).tolist(), float(np.sum(A - Y))
