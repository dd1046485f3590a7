"""Your batches are right, but X or Y has changed. Both belong to the caller. Does your code take
examples out of the lists, with `pop` or `del`? A slice makes a copy and does not change the list."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    pieces = []
    while X:
        pieces.append((X[:size], Y[:size]))
        del X[:size]
        del Y[:size]
    return pieces


def train_minibatch(X, Y, eta, epochs, size):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for Xb, Yb in batches(list(X), list(Y), size):
            gw, gb = gradient(Xb, Yb, w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history
