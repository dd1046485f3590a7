"""A network of two hidden neurons and one output neuron, trained by backpropagation."""

from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss


def forward(x, params):
    """Return the outputs of the two hidden neurons and the prediction of the last neuron."""
    hidden = [neuron(x, w, b) for w, b in zip(params["W1"], params["b1"])]
    a = neuron(hidden, params["W2"], params["b2"])
    return hidden, a


def backprop(X, Y, params):
    """Return the slope of the mean loss for every parameter, in the shape of params."""
    gW1 = [[0.0, 0.0], [0.0, 0.0]]
    gb1 = [0.0, 0.0]
    gW2 = [0.0, 0.0]
    gb2 = 0.0
    m = len(Y)
    for x, y in zip(X, Y):
        hidden, a = forward(x, params)
        error = a - y
        gb2 += error / m
        for k in range(2):
            gW2[k] += error * hidden[k] / m
            hidden_error = error * params["W2"][k] * hidden[k] * (1 - hidden[k])
            gb1[k] += hidden_error / m
            for j in range(2):
                gW1[k][j] += hidden_error * x[j] / m
    return {"W1": gW1, "b1": gb1, "W2": gW2, "b2": gb2}


def step(params, grads, eta):
    """Return new parameters after one gradient-descent step."""
    return {
        "W1": [
            [w - eta * g for w, g in zip(row, slopes)]
            for row, slopes in zip(params["W1"], grads["W1"])
        ],
        "b1": [b - eta * g for b, g in zip(params["b1"], grads["b1"])],
        "W2": [w - eta * g for w, g in zip(params["W2"], grads["W2"])],
        "b2": params["b2"] - eta * grads["b2"],
    }


def train(X, Y, params, eta, epochs):
    """Return the trained parameters, and the mean loss before each update."""
    history = []
    for _ in range(epochs):
        A = []
        for x in X:
            _, a = forward(x, params)
            A.append(a)
        history.append(mean_loss(A, Y))
        params = step(params, backprop(X, Y, params), eta)
    return params, history
