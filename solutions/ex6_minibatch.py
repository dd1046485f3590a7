"""Mini-batch gradient descent: one update for each small batch."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    """Return the data in batches of `size`, in order; the last batch may be shorter."""
    result = []
    for start in range(0, len(X), size):
        result.append((X[start : start + size], Y[start : start + size]))
    return result


def train_minibatch(X, Y, eta, epochs, size):
    """Return the trained weights and bias, and the mean loss over all the data before each epoch."""
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        A = [forward(x, w, b) for x in X]
        history.append(mean_loss(A, Y))
        for Xb, Yb in batches(X, Y, size):
            gw, gb = gradient(Xb, Yb, w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history
