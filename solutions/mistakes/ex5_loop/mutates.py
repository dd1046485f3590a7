"""Your training is right, but X or Y has changed. Both belong to the caller. Make a copy first if
you want to change something."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    for x in X:
        x.append(1.0)
    w = [0.0] * len(X[0])
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, 0.0) for x in X], Y))
        gw, _ = gradient(X, Y, w, 0.0)
        w, _ = update(w, 0.0, gw, 0.0, eta)
    return w[:-1], w[-1], history
