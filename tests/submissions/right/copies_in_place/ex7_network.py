import copy

from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss


def forward(x, params):
    h0 = neuron(x, params["W1"][0], params["b1"][0])
    h1 = neuron(x, params["W1"][1], params["b1"][1])
    return [h0, h1], neuron([h0, h1], params["W2"], params["b2"])


def backprop(X, Y, params):
    g = copy.deepcopy(params)
    g["W1"], g["b1"], g["W2"], g["b2"] = [[0, 0], [0, 0]], [0, 0], [0, 0], 0
    for x, y in zip(X, Y):
        (h0, h1), a = forward(x, params)
        d = a - y
        d0 = d * params["W2"][0] * h0 * (1 - h0)
        d1 = d * params["W2"][1] * h1 * (1 - h1)
        g["W1"][0][0] += d0 * x[0]
        g["W1"][0][1] += d0 * x[1]
        g["W1"][1][0] += d1 * x[0]
        g["W1"][1][1] += d1 * x[1]
        g["b1"][0] += d0
        g["b1"][1] += d1
        g["W2"][0] += d * h0
        g["W2"][1] += d * h1
        g["b2"] += d
    m = len(X)
    for k in range(2):
        g["W1"][k] = [v / m for v in g["W1"][k]]
    g["b1"] = [v / m for v in g["b1"]]
    g["W2"] = [v / m for v in g["W2"]]
    g["b2"] /= m
    return g


def train(X, Y, params, eta, epochs):
    p = copy.deepcopy(params)
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, p)[-1] for x in X], Y))
        g = backprop(X, Y, p)
        for k in range(2):
            for j in range(2):
                p["W1"][k][j] -= eta * g["W1"][k][j]
            p["b1"][k] -= eta * g["b1"][k]
            p["W2"][k] -= eta * g["W2"][k]
        p["b2"] -= eta * g["b2"]
    return p, history
