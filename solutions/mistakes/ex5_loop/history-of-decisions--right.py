"""Your history holds the share of decisions that are right. Record the mean loss. It still falls
when every decision is right."""

from ex1_sigmoid import forward
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        good = sum((forward(x, w, b) >= 0.5) == (y == 1) for x, y in zip(X, Y))
        history.append(good / len(X))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history
