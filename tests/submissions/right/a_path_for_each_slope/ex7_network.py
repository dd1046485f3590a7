from copy import deepcopy

from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss

NAMES = [("W1", 0, 0), ("W1", 0, 1), ("W1", 1, 0), ("W1", 1, 1), ("b1", 0), ("b1", 1), ("W2", 0), ("W2", 1), ("b2",)]


def forward(x, params):
    hidden = [neuron(x, w, b) for w, b in zip(params["W1"], params["b1"])]
    return hidden, neuron(hidden, params["W2"], params["b2"])


def backprop(X, Y, params):
    grads = deepcopy(params)
    for name in NAMES:
        put(grads, name, sum(one(x, y, params, name) for x, y in zip(X, Y)) / len(X))
    return grads


def one(x, y, params, name):
    hidden, a = forward(x, params)
    part, *place = name
    if part == "b2":
        return a - y
    if part == "W2":
        return (a - y) * hidden[place[0]]
    k = place[0]
    error = (a - y) * params["W2"][k] * hidden[k] * (1 - hidden[k])
    return error if part == "b1" else error * x[place[1]]


def put(params, name, value):
    *path, last = name
    for key in path:
        params = params[key]
    params[last] = value


def get(params, name):
    for key in name:
        params = params[key]
    return params


def train(X, Y, params, eta, epochs):
    params, history = deepcopy(params), []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, params)[1] for x in X], Y))
        grads = backprop(X, Y, params)
        for name in NAMES:
            put(params, name, get(params, name) - eta * get(grads, name))
    return params, history
