"""The parameters you return have only a few digits after the point. Return every digit. Round only
when you print."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return [round(wj, 3) for wj in w], round(b, 3), history


def explains(calls, right):
    """Whatever the number of digits."""
    from grader.suite import cut_off

    return bool(cut_off(calls) & {("train", 0), ("train", 1)})
