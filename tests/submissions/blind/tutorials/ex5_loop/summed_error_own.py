import numpy as np
def train(X, Y, eta=0.5, epochs=2000):
    X, Y = np.array(X, float), np.array(Y, float)
    w, b, h = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        A = 1 / (1 + np.exp(-(X @ w + b)))
        P = np.clip(A, 1e-12, 1 - 1e-12)
        h.append(float(-(Y * np.log(P) + (1 - Y) * np.log(1 - P)).mean()))
        w -= eta * X.T @ (A - Y)
        b -= eta * (A - Y).sum()
    return w.tolist(), float(b), h
