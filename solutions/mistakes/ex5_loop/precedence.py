"""Your predictions are 1 + e^(-t). `1 / 1 + math.exp(-t)` divides first and adds afterwards. Put
parentheses around the sum: `1 / (1 + math.exp(-t))`."""

import math

from ex2_loss import mean_loss


def sigmoid(t):
    return 1 / 1 + math.exp(-t)


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        A = [sigmoid(b + sum(wj * xj for wj, xj in zip(w, x))) for x in X]
        history.append(mean_loss(A, Y))
        errors = [a - y for a, y in zip(A, Y)]
        w = [wj - eta * sum(e * x[j] for e, x in zip(errors, X)) / len(X) for j, wj in enumerate(w)]
        b -= eta * sum(errors) / len(X)
    return w, b, history


def explains(calls, right):
    """Whatever guards the logarithm: the parameters after an epoch or two tell it."""
    from grader.suite import agrees

    short = [call for call in calls if len(call.arguments) == 4 and call.arguments[3] in (1, 2) and call.arguments[2] > 1e-6]
    return bool(short) and all(
        agrees(call.value[:2], train(*call.arguments)[:2], rel=1e-6, abs=1e-9) for call in short if not call.loose
    )
