"""Your last batch holds more than `size` examples: you add the examples that are left over to the
previous batch. They should make their own, shorter batch."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    result = [(X[i : i + size], Y[i : i + size]) for i in range(0, len(X), size)]
    if len(result) > 1 and len(result[-1][0]) < size:
        Xb, Yb = result.pop()
        result[-1] = result[-1][0] + Xb, result[-1][1] + Yb
    return result


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
