import numpy as np
from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss

def forward(x, params):
    hidden = [neuron(x, row, bias) for row, bias in zip(params["W1"], params["b1"])]
    return hidden, neuron(hidden, params["W2"], params["b2"])

def backprop(X, Y, params):
    W2 = np.array(params["W2"], dtype=float)
    dW1, db1, dW2, db2 = np.zeros((2, 2)), np.zeros(2), np.zeros(2), 0.0
    for x, y in zip(X, Y):
        h, a = forward(x, params)
        h = np.array(h)
        delta2 = (a - y) * a * (1 - a)
        dW2 += delta2 * h
        db2 += delta2
        delta1 = delta2 * W2 * h * (1 - h)
        dW1 += np.outer(delta1, x)
        db1 += delta1
    m = len(X)
    return {"W1": (dW1 / m).tolist(), "b1": (db1 / m).tolist(), "W2": (dW2 / m).tolist(), "b2": float(db2 / m)}

def train(X, Y, params, eta, epochs):
    p = {k: np.array(v, dtype=float) for k, v in params.items()}
    history = []
    as_lists = lambda: {"W1": p["W1"].tolist(), "b1": p["b1"].tolist(), "W2": p["W2"].tolist(), "b2": float(p["b2"])}
    for _ in range(epochs):
        now = as_lists()
        history.append(mean_loss([forward(x, now)[1] for x in X], Y))
        g = backprop(X, Y, now)
        for k in p:
            p[k] = p[k] - eta * np.array(g[k])
    return as_lists(), history
