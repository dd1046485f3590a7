"""The parts of gradient, each right or as a known mistake has it: so two mistakes at once can be recognised."""

from ex1_sigmoid import forward


def minus(value):
    return -value


def same(value):
    return value


PARTS = {
    "neuron": {"": forward, "forgets-bias": lambda x, w, b: forward(x, w, 0.0)},
    "error": {
        "": lambda a, y: a - y,
        "squared-error-backprop": lambda a, y: (a - y) * a * (1 - a),
        "absolute-error": lambda a, y: abs(a - y),
        "class-for-probability": lambda a, y: (1 if a >= 0.5 else 0) - y,
        "squared-error": lambda a, y: (a - y) ** 2,
    },
    "sign": {"": (same, same), "error-sign": (minus, minus), "weights-sign": (minus, same), "bias-sign": (same, minus)},
    "input": {"": lambda x, w, j: x[j], "no-input": lambda x, w, j: 1, "weight-for-input": lambda x, w, j: w[j]},
    "mean": {
        "": lambda m, n: (m, m),
        "sum-for-mean": lambda m, n: (1, 1),
        "mean-over-weights": lambda m, n: (n, n),
        "divides-twice": lambda m, n: (m * m, m * m),
        "divides-by-one-less": lambda m, n: (m - 1, m - 1),
        "doubled": lambda m, n: (m / 2, m / 2),
        "halved": lambda m, n: (m * 2, m * 2),
        "bias-not-averaged": lambda m, n: (m, 1),
        "weights-not-averaged": lambda m, n: (1, m),
    },
    "bias": {"": same, "no-bias-gradient": lambda gb: 0.0},
}


def assemble(neuron, error, sign, input, mean, bias):
    def gradient(X, Y, w, b):
        gw = [0.0] * len(w)
        gb = 0.0
        for x, y in zip(X, Y):
            blame = error(neuron(x, w, b), y)
            for j in range(len(w)):
                gw[j] += blame * input(x, w, j)
            gb += blame
        of_weights, of_bias = mean(len(X), len(w))
        return [sign[0](g) / of_weights for g in gw], bias(sign[1](gb) / of_bias)

    return {"gradient": gradient}
