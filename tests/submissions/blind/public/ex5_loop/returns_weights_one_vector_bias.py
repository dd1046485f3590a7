import numpy as np
from ex2_loss import mean_loss

def train(X, Y, eta=0.5, epochs=2000):
    Xb = np.c_[np.ones(len(X)), np.array(X, dtype=float)]
    y = np.array([float(v) for v in Y])
    theta = np.zeros(Xb.shape[1])
    history = []
    for _ in range(epochs):
        h = 1 / (1 + np.exp(-Xb @ theta))
        history.append(mean_loss(h.tolist(), Y))
        theta = theta - eta * Xb.T @ (h - y) / len(y)
    return theta.tolist(), history
