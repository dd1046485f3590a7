import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradient(X, Y, w, b):
    X, Y = np.array(X, dtype=float), np.array(Y, dtype=float)
    h = sigmoid(X @ np.array(w) + b)
    grad = np.sum((h - Y)[:, None] * X) / len(Y)
    return [float(grad)] * len(w), float(np.mean(h - Y))
