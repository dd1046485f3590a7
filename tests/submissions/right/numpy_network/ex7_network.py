import numpy as np


def arrays(params):
    return {k: np.array(v, dtype=float) for k, v in params.items()}


def lists(params):
    return {k: v.tolist() for k, v in params.items()}


def run(X, p):
    H = 1 / (1 + np.exp(-(X @ p["W1"].T + p["b1"])))
    return H, 1 / (1 + np.exp(-(H @ p["W2"] + p["b2"])))


def slopes(X, Y, p):
    H, A = run(X, p)
    d2 = (A - Y) / len(Y)
    d1 = np.outer(d2, p["W2"]) * H * (1 - H)
    return {"W1": d1.T @ X, "b1": d1.sum(axis=0), "W2": H.T @ d2, "b2": d2.sum()}


def forward(x, params):
    hidden, a = run(np.array([x], float), arrays(params))
    return hidden[0].tolist(), a[0].item()


def backprop(X, Y, params):
    return lists(slopes(np.array(X, float), np.array(Y), arrays(params)))


def train(X, Y, params, eta, epochs):
    X, Y, p, history = np.array(X, float), np.array(Y), arrays(params), []
    for _ in range(epochs):
        _, A = run(X, p)
        history.append(float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))))
        g = slopes(X, Y, p)
        p = {k: p[k] - eta * g[k] for k in p}
    return lists(p), history
