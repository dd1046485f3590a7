"""Your slopes use a decision, 0 or 1, instead of the prediction. The error is the prediction minus
the label. Do not round the prediction or compare it with 0.5 first."""

from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss


def forward(x, params):
    hidden = [neuron(x, w, b) for w, b in zip(params["W1"], params["b1"])]
    return hidden, neuron(hidden, params["W2"], params["b2"])


def backprop(X, Y, params):
    gW1, gb1, gW2, gb2 = [[0.0, 0.0], [0.0, 0.0]], [0.0, 0.0], [0.0, 0.0], 0.0
    m = len(X)
    for x, y in zip(X, Y):
        hidden, a = forward(x, params)
        error = (1 if a > 0.5 else 0) - y
        gb2 += error / m
        for k in range(2):
            gW2[k] += error * hidden[k] / m
            hidden_error = error * params["W2"][k] * hidden[k] * (1 - hidden[k])
            gb1[k] += hidden_error / m
            for j in range(2):
                gW1[k][j] += hidden_error * x[j] / m
    return {"W1": gW1, "b1": gb1, "W2": gW2, "b2": gb2}


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
