"""The slopes are computed neuron by neuron: one list of errors for each neuron, then the same two sums for all three."""

from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss


def forward(x, params):
    hidden = [neuron(x, w, b) for w, b in zip(params["W1"], params["b1"])]
    return hidden, neuron(hidden, params["W2"], params["b2"])


def slopes(errors, inputs):
    m = len(errors)
    weights = [sum(e * x[j] for e, x in zip(errors, inputs)) / m for j in range(2)]
    return weights, sum(errors) / m


def backprop(X, Y, params):
    runs = [forward(x, params) for x in X]
    hidden = [h for h, _ in runs]
    last = [a - y for (_, a), y in zip(runs, Y)]
    gW2, gb2 = slopes(last, hidden)
    grads = {"W1": [], "b1": [], "W2": gW2, "b2": gb2}
    for k in range(2):
        errors = [e * params["W2"][k] * h[k] * (1 - h[k]) for e, h in zip(last, hidden)]
        weights, bias = slopes(errors, X)
        grads["W1"].append(weights)
        grads["b1"].append(bias)
    return grads


def train(X, Y, params, eta, epochs):
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, params)[1] for x in X], Y))
        grads = backprop(X, Y, params)
        params = {
            "W1": [[w - eta * g for w, g in zip(*rows)] for rows in zip(params["W1"], grads["W1"])],
            "b1": [b - eta * g for b, g in zip(params["b1"], grads["b1"])],
            "W2": [w - eta * g for w, g in zip(params["W2"], grads["W2"])],
            "b2": params["b2"] - eta * grads["b2"],
        }
    return params, history
