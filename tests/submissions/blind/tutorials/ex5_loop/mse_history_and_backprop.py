import numpy as np
def train(X, Y, eta=0.5, epochs=2000):
    X, Y = np.array(X, float), np.array(Y, float)
    w, b, h = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        A = 1 / (1 + np.exp(-(X @ w + b)))
        h.append(float(((A - Y) ** 2).mean()))
        d = (A - Y) * A * (1 - A)
        w -= eta * X.T @ d / len(Y)
        b -= eta * d.mean()
    return w.tolist(), float(b), h
