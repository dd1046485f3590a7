from itertools import islice

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    pairs = iter(zip(X, Y))
    cut = []
    while chunk := list(islice(pairs, size)):
        inputs, labels = zip(*chunk)
        cut.append((list(inputs), list(labels)))
    return cut


def train_minibatch(X, Y, eta, epochs, size):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for batch in batches(X, Y, size):
            w, b = update(w, b, *gradient(*batch, w, b), eta)
    return w, b, history
