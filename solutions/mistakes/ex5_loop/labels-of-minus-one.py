"""Your steps use the labels -1 and 1 instead of 0 and 1. The prediction lies between 0 and 1, so
compare it with the labels as they are."""

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
        gw, gb = gradient(X, [2 * y - 1 for y in Y], w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Whatever is in the history: the parameters after a few epochs tell it."""
    from grader.suite import agrees

    short = [call for call in calls if len(call.arguments) == 4 and 0 < call.arguments[3] < 20 and not call.loose]
    wrong = any(not agrees(call.value[:2], call.right[:2]) for call in short)
    return wrong and all(
        len(call.value[2]) == call.arguments[3]
        and agrees(call.value[:2], train(*call.arguments)[:2], rel=1e-6, abs=1e-9)
        for call in short
    )
