from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    if not X:
        return []
    return [(X[:size], Y[:size])] + batches(X[size:], Y[size:], size)


def epoch(w, b, eta, rest):
    if not rest:
        return w, b
    (Xb, Yb), *rest = rest
    return epoch(*update(w, b, *gradient(Xb, Yb, w, b), eta), eta, rest)


def train_minibatch(X, Y, eta, epochs, size):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        w, b = epoch(w, b, eta, batches(X, Y, size))
    return w, b, history
