"""Only the last example counts in your slopes. Does your code overwrite the sum (`=`) instead of
adding to it (`+=`)?"""

from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss


def forward(x, params):
    hidden = [neuron(x, w, b) for w, b in zip(params["W1"], params["b1"])]
    return hidden, neuron(hidden, params["W2"], params["b2"])


def backprop(X, Y, params):
    m = len(X)
    for x, y in zip(X, Y):
        hidden, a = forward(x, params)
        error = a - y
        hidden_error = [error * w * h * (1 - h) for w, h in zip(params["W2"], hidden)]
        grads = {
            "W1": [[d * xj / m for xj in x] for d in hidden_error],
            "b1": [d / m for d in hidden_error],
            "W2": [error * h / m for h in hidden],
            "b2": error / m,
        }
    return grads


def step(params, grads, eta):
    rows = zip(params["W1"], grads["W1"])
    return {
        "W1": [[w - eta * g for w, g in zip(row, slopes)] for row, slopes in rows],
        "b1": [b - eta * g for b, g in zip(params["b1"], grads["b1"])],
        "W2": [w - eta * g for w, g in zip(params["W2"], grads["W2"])],
        "b2": params["b2"] - eta * grads["b2"],
    }


def train(X, Y, params, eta, epochs):
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, params)[1] for x in X], Y))
        params = step(params, backprop(X, Y, params), eta)
    return params, history
