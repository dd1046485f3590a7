"""Your training uses only the first four examples. AND has four, but other data have more. Use as
many as X holds."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X[:4]], Y[:4]))
        gw, gb = gradient(X[:4], Y[:4], w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history
