import numpy as np

def train(X, Y, eta=0.5, epochs=2000):
    X = np.array(X, dtype=float)
    Y = np.array(Y, dtype=float)
    m, n = X.shape
    w, b = np.zeros(n), 0.0
    costs = []
    for i in range(epochs):
        A = 1 / (1 + np.exp(-(X @ w + b)))
        P = np.clip(A, 1e-12, 1 - 1e-12)
        costs.append(float(-np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))))
        dZ = A - Y
        w = w - eta * (X.T @ dZ) / m
        b = b - eta * float(np.mean(dZ))
    return w.tolist(), float(b), costs
