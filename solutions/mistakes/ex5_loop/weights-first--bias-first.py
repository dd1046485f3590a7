"""The slopes of your weights are found with the new bias. Find the whole gradient first, with the
old parameters. Then change the weights and the bias together."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        _, gb = gradient(X, Y, w, b)
        b -= eta * gb
        gw, _ = gradient(X, Y, w, b)
        w = [wj - eta * gj for wj, gj in zip(w, gw)]
    return w, b, history
