"""Your training continues where the previous call ended. Start every call at zero.

Set the weights and the bias to zero inside `train`, not outside the function."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

parameters = {}


def train(X, Y, eta=0.5, epochs=2000):
    n = len(X[0])
    w, b = parameters.get(n, ([0.0] * n, 0.0))
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    parameters[n] = w, b
    return w, b, history
