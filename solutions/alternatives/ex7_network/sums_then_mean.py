"""`backprop` adds up the slopes of single examples and divides once at the end; a helper does the update for lists of any depth."""

from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss


def forward(x, params):
    hidden = [neuron(x, params["W1"][k], params["b1"][k]) for k in range(2)]
    return hidden, neuron(hidden, params["W2"], params["b2"])


def backprop(X, Y, params):
    gW1, gb1, gW2, gb2 = [[0.0, 0.0], [0.0, 0.0]], [0.0, 0.0], [0.0, 0.0], 0.0
    for x, y in zip(X, Y):
        hidden, a = forward(x, params)
        error = a - y
        gb2 += error
        for k, h in enumerate(hidden):
            gW2[k] += error * h
            error_k = error * params["W2"][k] * h * (1 - h)
            gb1[k] += error_k
            gW1[k] = [g + error_k * xj for g, xj in zip(gW1[k], x)]
    m = len(Y)
    return {
        "W1": [[g / m for g in row] for row in gW1],
        "b1": [g / m for g in gb1],
        "W2": [g / m for g in gW2],
        "b2": gb2 / m,
    }


def moved(value, slope, eta):
    if isinstance(value, list):
        return [moved(v, s, eta) for v, s in zip(value, slope)]
    return value - eta * slope


def train(X, Y, params, eta, epochs):
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, params)[1] for x in X], Y))
        grads = backprop(X, Y, params)
        params = {name: moved(params[name], grads[name], eta) for name in params}
    return params, history
