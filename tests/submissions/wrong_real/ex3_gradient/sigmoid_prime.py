import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def gradient(X, Y, w, b):
    X, Y = np.array(X, dtype=float), np.array(Y, dtype=float)
    z = X.dot(w) + b
    delta = (sigmoid(z) - Y) * sigmoid_prime(z)
    return (X.T.dot(delta) / len(X)).tolist(), float(delta.mean())
