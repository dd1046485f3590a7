"""Your batches overlap: each batch starts one example after the previous batch. The next batch must
start where the last one ended, `size` places further."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    return [(X[i : i + size], Y[i : i + size]) for i in range(len(X) - size + 1)]


def train_minibatch(X, Y, eta, epochs, size):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for Xb, Yb in batches(X, Y, size):
            gw, gb = gradient(Xb, Yb, w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history
