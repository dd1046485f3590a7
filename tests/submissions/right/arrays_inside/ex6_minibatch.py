import numpy as np


def batches(X, Y, size):
    cuts = list(range(size, len(X), size))
    inputs = np.split(np.array(X, dtype=float), cuts)
    labels = np.split(np.array(Y, dtype=float), cuts)
    return [(x.tolist(), y.tolist()) for x, y in zip(inputs, labels)]


def train_minibatch(X, Y, eta, epochs, size):
    theta = np.zeros(len(X[0]) + 1)
    rows, labels = np.c_[np.array(X, float), np.ones(len(X))], np.array(Y, float)
    history = []
    for _ in range(epochs):
        z = rows @ theta
        history.append((np.logaddexp(0, z) - labels * z).mean().item())
        for i in range(0, len(rows), size):
            part, y = rows[i : i + size], labels[i : i + size]
            theta -= eta * part.T @ (1 / (1 + np.exp(-(part @ theta))) - y) / len(part)
    return theta[:-1].tolist(), theta[-1].item(), history
