import numpy as np
from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss

sig = lambda z: 1 / (1 + np.exp(-z))

def forward(x, params):
    h = sig(np.array(params["W1"], dtype=float) @ np.array(x, dtype=float) + np.array(params["b1"], dtype=float))
    a = sig(np.array(params["W2"], dtype=float) @ h + params["b2"])
    return h.tolist(), float(a)

def backprop(X, Y, params):
    Xm, Ym = np.array(X, dtype=float), np.array(Y, dtype=float)
    W1, b1 = np.array(params["W1"], dtype=float), np.array(params["b1"], dtype=float)
    W2, b2 = np.array(params["W2"], dtype=float), params["b2"]
    m = len(Ym)
    H = sig(Xm @ W1.T + b1)
    A = sig(H @ W2 + b2)
    d2 = (A - Ym) / m
    d1 = np.outer(d2, W2) * H * (1 - H)
    return {"W1": (d1.T @ Xm).tolist(), "b1": d1.sum(axis=0).tolist(), "W2": (H.T @ d2).tolist(), "b2": float(d2.sum())}

def train(X, Y, params, eta, epochs):
    history = []
    p = dict(params)
    for _ in range(epochs):
        history.append(mean_loss([forward(x, p)[1] for x in X], Y))
        g = backprop(X, Y, p)
        p = {k: (np.array(p[k], dtype=float) - eta * np.array(g[k])).tolist() for k in p}
    return p, history
