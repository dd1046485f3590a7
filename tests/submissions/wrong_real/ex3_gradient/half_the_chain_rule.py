import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradient(X, Y, w, b):
    X, Y = np.array(X, dtype=float), np.array(Y, dtype=float)
    p = sigmoid(X @ np.array(w) + b)
    delta = -Y / p + (1 - Y) / (1 - p)
    return (X.T @ delta / len(Y)).tolist(), float(np.mean(delta))
