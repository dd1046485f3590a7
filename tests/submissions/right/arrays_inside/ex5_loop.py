import numpy as np


def train(X, Y, eta=0.5, epochs=2000):
    X, Y = np.asarray(X, dtype=float), np.asarray(Y, dtype=float).reshape(-1, 1)
    w, b, history = np.zeros((X.shape[1], 1)), 0.0, []
    for _ in range(epochs):
        z = X @ w + b
        a = 1 / (1 + np.exp(-z))
        history.append(float(np.mean(np.logaddexp(0, z) - Y * z)))
        w = w - eta * X.T @ (a - Y) / len(X)
        b = b - eta * (a - Y).mean()
    return w.ravel().tolist(), float(b), history
