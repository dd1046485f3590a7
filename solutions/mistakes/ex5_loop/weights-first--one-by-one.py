"""Your parameters change one after the other, and each later slope is found with the new values of
the others. Find the whole gradient first, with the old parameters. Then change everything together."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for j in range(len(w)):
            gw, _ = gradient(X, Y, w, b)
            w = [*w[:j], w[j] - eta * gw[j], *w[j + 1 :]]
        _, gb = gradient(X, Y, w, b)
        b -= eta * gb
    return w, b, history
