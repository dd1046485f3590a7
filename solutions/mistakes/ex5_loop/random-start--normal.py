"""Your training does not start at zero. Are the first parameters random numbers? One neuron alone
can start at zero, and here it should, so that results can be compared.

Start with `w = [0.0] * len(X[0])` and `b = 0.0`."""

import random

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [random.gauss(0, 1) for _ in X[0]]
    b = random.gauss(0, 1)
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history
