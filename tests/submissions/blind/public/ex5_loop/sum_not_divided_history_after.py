import numpy as np
from ex2_loss import mean_loss

def train(X, Y, eta=0.5, epochs=2000):
    A = np.array(X, dtype=float)
    y = np.array([float(v) for v in Y])
    w, b, history = np.zeros(A.shape[1]), 0.0, []
    for _ in range(epochs):
        p = 1 / (1 + np.exp(-(A @ w + b)))
        w = w - eta * A.T @ (p - y)
        b = b - eta * np.sum(p - y)
        p = 1 / (1 + np.exp(-(A @ w + b)))
        history.append(mean_loss(p.tolist(), Y))
    return w.tolist(), float(b), history
