"""Your training stops where every decision is right. Run every epoch: the loss still falls."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        A = [forward(x, w, b) for x in X]
        history.append(mean_loss(A, Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
        if all((a > 0.5) == (y == 1) for a, y in zip(A, Y)):
            break
    return w, b, history
