import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradient(X, Y, w, b):
    X, Y = np.array(X, dtype=float), np.array(Y, dtype=float)
    a = sigmoid(X @ np.array(w) + b)
    delta = (Y - a) * a * (1 - a)
    return (X.T @ delta).tolist(), float(delta.sum())
