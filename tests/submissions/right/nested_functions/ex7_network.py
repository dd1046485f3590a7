from ex1_sigmoid import sigmoid
from ex2_loss import mean_loss


def forward(x, params):
    def neuron(v, w, b):
        return sigmoid(sum(p * q for p, q in zip(v, w)) + b)

    hidden = [neuron(x, params["W1"][k], params["b1"][k]) for k in range(2)]
    return hidden, neuron(hidden, params["W2"], params["b2"])


def backprop(X, Y, params):
    m = len(X)
    seen = [(x, y, *forward(x, params)) for x, y in zip(X, Y)]

    def blame(k, y, h, a):
        return (a - y) * params["W2"][k] * h[k] * (1 - h[k])

    return {
        "W1": [[sum(blame(k, y, h, a) * x[j] for x, y, h, a in seen) / m for j in range(2)] for k in range(2)],
        "b1": [sum(blame(k, y, h, a) for x, y, h, a in seen) / m for k in range(2)],
        "W2": [sum((a - y) * h[k] for x, y, h, a in seen) / m for k in range(2)],
        "b2": sum(a - y for x, y, h, a in seen) / m,
    }


def train(X, Y, params, eta, epochs):
    def step(p, g):
        if isinstance(p, dict):
            return {key: step(p[key], g[key]) for key in p}
        if isinstance(p, list):
            return [step(pi, gi) for pi, gi in zip(p, g)]
        return p - eta * g

    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, params)[1] for x in X], Y))
        params = step(params, backprop(X, Y, params))
    return params, history
