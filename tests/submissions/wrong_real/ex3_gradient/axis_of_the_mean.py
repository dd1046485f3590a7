import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradient(X, Y, w, b):
    X, Y = np.array(X, dtype=float), np.array(Y, dtype=float)
    m = X.shape[1]
    dz = sigmoid(X @ np.array(w) + b) - Y
    return (X.T @ dz / m).tolist(), float(dz.sum() / m)
