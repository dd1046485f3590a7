from copy import deepcopy

from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def forward(x, params):
    hidden = [neuron(x, params["W1"][k], params["b1"][k]) for k in (0, 1)]
    return hidden, neuron(hidden, params["W2"], params["b2"])


def backprop(X, Y, params):
    hidden = [forward(x, params)[0] for x in X]
    gW2, gb2 = gradient(hidden, Y, params["W2"], params["b2"])
    gW1, gb1 = [], []
    for k in (0, 1):
        errors = []
        for x, y in zip(X, Y):
            h, a = forward(x, params)
            errors.append((a - y) * params["W2"][k] * h[k] * (1 - h[k]))
        gb1.append(sum(errors) / len(errors))
        gW1.append([sum(e * x[j] for e, x in zip(errors, X)) / len(X) for j in (0, 1)])
    return {"W1": gW1, "b1": gb1, "W2": gW2, "b2": gb2}


def train(X, Y, params, eta, epochs):
    params = deepcopy(params)
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, params)[1] for x in X], Y))
        grads = backprop(X, Y, params)
        for k in (0, 1):
            params["W1"][k], params["b1"][k] = update(
                params["W1"][k], params["b1"][k], grads["W1"][k], grads["b1"][k], eta
            )
        params["W2"], params["b2"] = update(params["W2"], params["b2"], grads["W2"], grads["b2"], eta)
    return params, history
