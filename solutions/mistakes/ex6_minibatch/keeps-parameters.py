"""Your training continues where the previous call ended. Start every call at zero.

Set the weights and the bias to zero inside `train_minibatch`, not outside the function."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    return [(X[i : i + size], Y[i : i + size]) for i in range(0, len(X), size)]


parameters = {}


def train_minibatch(X, Y, eta, epochs, size):
    n = len(X[0])
    w, b = parameters.get(n, ([0.0] * n, 0.0))
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for Xb, Yb in batches(X, Y, size):
            gw, gb = gradient(Xb, Yb, w, b)
            w, b = update(w, b, gw, gb, eta)
    parameters[n] = w, b
    return w, b, history
