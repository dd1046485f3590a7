"""A batch is filled example by example and handed over when it is full, as one would do with data that arrives slowly."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    found = []
    for place, (x, y) in enumerate(zip(X, Y)):
        if place % size == 0:
            found.append(([], []))
        found[-1][0].append(x)
        found[-1][1].append(y)
    return found


def train_minibatch(X, Y, eta, epochs, size):
    w, b = [0.0] * len(X[0]), 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for Xb, Yb in batches(X, Y, size):
            gw, gb = gradient(Xb, Yb, w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history
