"""Your history has one entry too many: a 0 at the end. Is the list made for one more epoch than
there are? Record one loss for each epoch, before its step, and no more."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = [0.0] * (epochs + 1)
    for epoch in range(epochs):
        history[epoch] = mean_loss([forward(x, w, b) for x in X], Y)
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history
