"""When the data fill the batches exactly, you add an empty batch at the end. Make a batch only
while there are examples left."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    pieces = []
    for k in range(len(X) // size + 1):
        pieces.append((X[k * size : (k + 1) * size], Y[k * size : (k + 1) * size]))
    return pieces


def train_minibatch(X, Y, eta, epochs, size):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for Xb, Yb in batches(X, Y, size):
            if Xb:
                gw, gb = gradient(Xb, Yb, w, b)
                w, b = update(w, b, gw, gb, eta)
    return w, b, history
