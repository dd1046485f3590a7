from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    if size < 1:
        raise ValueError("size must be 1 or more")
    return [(list(X[at : at + size]), list(Y[at : at + size])) for at in range(0, len(Y), size)]


def train_minibatch(X, Y, eta, epochs, size):
    w, b = [0.0] * len(X[0]), 0.0
    history = []
    remaining = epochs
    while remaining > 0:
        history += [mean_loss([forward(x, w, b) for x in X], Y)]
        for inputs, labels in batches(X, Y, size):
            gw, gb = gradient(inputs, labels, w, b)
            new_w, new_b = update(w, b, gw, gb, eta)
            w, b = new_w, new_b
        remaining -= 1
    return w, b, history
