"""Your batches hold pairs of an input and its label. A batch must be a pair of lists: the inputs of
the batch, and their labels."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    pairs = list(zip(X, Y))
    return [pairs[i : i + size] for i in range(0, len(pairs), size)]


def train_minibatch(X, Y, eta, epochs, size):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for batch in batches(X, Y, size):
            gw, gb = gradient([x for x, _ in batch], [y for _, y in batch], w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history
