from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    if not X:
        return []
    return [(X[:size], Y[:size]), *batches(X[size:], Y[size:], size)]


def train_minibatch(X, Y, eta, epochs, size):
    return run(X, Y, eta, epochs, size, [0.0] * len(X[0]), 0.0, ())


def run(X, Y, eta, epochs, size, w, b, history):
    if epochs == 0:
        return w, b, history
    now = mean_loss([forward(x, w, b) for x in X], Y)
    for Xb, Yb in batches(X, Y, size):
        gw, gb = gradient(Xb, Yb, w, b)
        w, b = update(w, b, gw, gb, eta)
    return run(X, Y, eta, epochs - 1, size, w, b, (*history, now))
