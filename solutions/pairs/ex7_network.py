"""The parts of the network, each right or as a known mistake has it: so two mistakes at once can be recognised."""

from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss

PARTS = {
    "error": {
        "": lambda a, y: a - y,
        "error-sign": lambda a, y: y - a,
        "squared-error-backprop": lambda a, y: (a - y) * a * (1 - a),
    },
    "weight": {"": lambda weight: weight, "no-weight-in-error": lambda weight: 1},
    "slope": {
        "": lambda h, a: h * (1 - h),
        "no-hidden-slope": lambda h, a: 1,
        "tanh-slope": lambda h, a: 1 - h * h,
        "output-slope-for-hidden": lambda h, a: a * (1 - a),
    },
    "mean": {"": lambda m: m, "sum-for-mean": lambda m: 1, "divides-by-two": lambda m: 2},
    "step": {"": lambda eta: -eta, "ascends": lambda eta: eta, "no-eta": lambda eta: -1},
    "noted": {"": lambda A, Y: mean_loss(A, Y), "history-of-sums": lambda A, Y: mean_loss(A, Y) * len(Y)},
    "when": {"": True, "history-after": False},
    "count": {
        "": lambda epochs: epochs,
        "one-epoch-short": lambda epochs: max(epochs - 1, 0),
        "one-epoch-long": lambda epochs: epochs + 1,
    },
}


def forward(x, params):
    hidden = [neuron(x, row, bias) for row, bias in zip(params["W1"], params["b1"])]
    return hidden, neuron(hidden, params["W2"], params["b2"])


def assemble(error, weight, slope, mean, step, noted, when, count):
    def backprop(X, Y, params):
        m = mean(len(X))
        W1, b1, W2, b2 = [[0.0, 0.0], [0.0, 0.0]], [0.0, 0.0], [0.0, 0.0], 0.0
        for x, y in zip(X, Y):
            hidden, a = forward(x, params)
            last = error(a, y)
            b2 += last / m
            for k, h in enumerate(hidden):
                W2[k] += last * h / m
                own = last * weight(params["W2"][k]) * slope(h, a)
                b1[k] += own / m
                for j in range(2):
                    W1[k][j] += own * x[j] / m
        return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

    def train(X, Y, params, eta, epochs):
        history = []
        for _ in range(count(epochs)):
            before = params
            params = moved(params, backprop(X, Y, params), step(eta))
            history.append(noted([forward(x, before if when else params)[1] for x in X], Y))
        return params, history

    return {"forward": forward, "backprop": backprop, "train": train}


def moved(value, slope, rate):
    if isinstance(value, dict):
        return {key: moved(value[key], slope[key], rate) for key in value}
    if isinstance(value, list):
        return [moved(*pair, rate) for pair in zip(value, slope)]
    return value + rate * slope
