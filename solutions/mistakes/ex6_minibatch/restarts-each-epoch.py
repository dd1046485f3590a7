"""However many epochs run, your result is that of the first one alone. Each epoch must start at the
parameters that the previous epoch ended with.

Are the weights set to zero again inside the loop? Set them to zero once, before the loops."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    return [(X[i : i + size], Y[i : i + size]) for i in range(0, len(X), size)]


def train_minibatch(X, Y, eta, epochs, size):
    history = []
    for _ in range(epochs):
        w = [0.0] * len(X[0])
        b = 0.0
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for Xb, Yb in batches(X, Y, size):
            gw, gb = gradient(Xb, Yb, w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history
