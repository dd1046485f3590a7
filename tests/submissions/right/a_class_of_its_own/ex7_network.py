from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss


class Layer:
    def __init__(self, rows, biases):
        self.rows, self.biases = rows, biases

    def __call__(self, x):
        return [neuron(x, row, bias) for row, bias in zip(self.rows, self.biases)]


def forward(x, params):
    hidden = Layer(params["W1"], params["b1"])(x)
    return hidden, Layer([params["W2"]], [params["b2"]])(hidden)[0]


def backprop(X, Y, params):
    outputs = [forward(x, params) for x in X]
    deltas = [a - y for (_, a), y in zip(outputs, Y)]
    hidden = [[d * v * h * (1 - h) for v, h in zip(params["W2"], hs)] for d, (hs, _) in zip(deltas, outputs)]

    def mean(numbers):
        return sum(numbers) / len(X)

    return {
        "W1": [[mean([row[k] * x[j] for row, x in zip(hidden, X)]) for j in (0, 1)] for k in (0, 1)],
        "b1": [mean([row[k] for row in hidden]) for k in (0, 1)],
        "W2": [mean([d * hs[k] for d, (hs, _) in zip(deltas, outputs)]) for k in (0, 1)],
        "b2": mean(deltas),
    }


def train(X, Y, params, eta, epochs):
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, params)[1] for x in X], Y))
        params = moved(params, backprop(X, Y, params), eta)
    return params, history


def moved(value, slope, eta):
    if isinstance(value, dict):
        return {key: moved(value[key], slope[key], eta) for key in value}
    if isinstance(value, (list, tuple)):
        return [moved(v, s, eta) for v, s in zip(value, slope)]
    return value - eta * slope
