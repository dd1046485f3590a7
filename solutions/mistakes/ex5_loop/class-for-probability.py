"""Your steps use decisions, 0 or 1, instead of the predictions. The error is the prediction minus
the label, and the prediction is a number between 0 and 1. Do not round it or compare it with 0.5
first."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        errors = [(1 if forward(x, w, b) > 0.5 else 0) - y for x, y in zip(X, Y)]
        gw = [sum(e * x[j] for e, x in zip(errors, X)) / len(X) for j in range(len(w))]
        gb = sum(errors) / len(X)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Above one half or from it on, averaged or not: the parameters after a few epochs tell it."""
    from grader.suite import agrees

    short = [call for call in calls if len(call.arguments) == 4 and 0 < call.arguments[3] < 20 and not call.loose]
    ways = [(from_half, summed) for from_half in (False, True) for summed in (False, True)]
    return any(
        all(
            len(call.value[2]) == call.arguments[3]
            and agrees(call.value[:2], _decided(*call.arguments, *way), rel=1e-6, abs=1e-9)
            for call in short
        )
        for way in ways
    )


def _decided(X, Y, eta, epochs, from_half, summed):
    w, b = [0.0] * len(X[0]), 0.0
    for _ in range(epochs):
        A = [forward(x, w, b) for x in X]
        errors = [(a >= 0.5 if from_half else a > 0.5) - y for a, y in zip(A, Y)]
        rate = eta if summed else eta / len(X)
        w = [wj - rate * sum(e * x[j] for e, x in zip(errors, X)) for j, wj in enumerate(w)]
        b -= rate * sum(errors)
    return w, b
