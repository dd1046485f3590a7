"""Your training is right when the caller gives the learning rate. Without it the rate should be
0.5, and yours is another.

Look at the default value in the line with `def`."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.1, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Whatever the rate, of those that people begin with: the first step tells it."""
    from grader.suite import agrees

    wrong = [call for call in calls if not (call.passed or call.loose)]
    if any(len(call.arguments) > 2 for call in wrong):
        return False
    for eta in (0.001, 0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 1.0):
        X, Y = wrong[0].arguments
        if agrees(wrong[0].value[2][:2], right("train", X, Y, eta, 2)[2]):
            return all(agrees(call.value, right("train", *call.arguments, eta), rel=1e-6, abs=1e-9) for call in wrong)
    return False
