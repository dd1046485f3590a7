import numpy as np
from ex2_loss import mean_loss


def train(X, Y, eta=0.5, epochs=2000):
    X, Y = np.array(X, float), np.array(Y, float)
    w, b, history = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        a = 1 / (1 + np.exp(-(X @ w + b)))
        history.append(mean_loss(a, Y))
        w = w - eta * X.T @ (a - Y) / len(Y)
        b = b - eta * np.mean(a - Y)
    return list(w), b, history
