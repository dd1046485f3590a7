"""Your gradient, or a part of it, piles up: each epoch adds to the gradients of the epochs before.
Only the gradient at this place shows which way is down. Start every epoch with a new one.

Set the sums of the gradient to zero inside the loop over the epochs, not before it."""

from itertools import product

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    gw = [0.0] * len(w)
    gb = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        more_w, more_b = gradient(X, Y, w, b)
        gw = [g + m for g, m in zip(gw, more_w)]
        gb += more_b
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Whichever of the two piles up, of sums or of means, divided again or not; and whatever guards the logarithm."""
    from grader.suite import agrees

    short = [call for call in calls if len(call.arguments) == 4 and 0 < call.arguments[3] < 20 and not call.loose]
    if all(agrees(call.value[:2], call.right[:2]) for call in short):
        return False
    ways = product((True, False), (True, False), (True, False), (True, False))
    return all(len(call.value[2]) == call.arguments[3] for call in short) and any(
        all(agrees(call.value[:2], _piled_up(*call.arguments, *way), rel=1e-6, abs=1e-9) for call in short)
        for way in ways
        if any(way[:2])
    )


def _piled_up(X, Y, eta, epochs, weights, bias, sums, divided_again):
    w, b = [0.0] * len(X[0]), 0.0
    gw, gb = [0.0] * len(w), 0.0
    left, factor = 1 / len(X) if divided_again else 1, len(X) if sums else 1
    for _ in range(epochs):
        more_w, more_b = gradient(X, Y, w, b)
        gw = [(g * left if weights else 0.0) + m * factor for g, m in zip(gw, more_w)]
        gb = (gb * left if bias else 0.0) + more_b * factor
        w, b = update(w, b, gw, gb, eta)
    return w, b
