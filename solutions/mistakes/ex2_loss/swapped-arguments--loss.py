"""Your `loss` takes the label for the prediction. It is called as loss(a, y), with the prediction
first and the label second."""

import math


def loss(y, a):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(Y)


def explains(calls, right):
    """Whatever the guard: the loss is then the distance between prediction and label, times one large number."""
    from grader.suite import agrees

    losses = [(call.value, *call.arguments) for call in calls if call.function == "loss" and not call.loose]
    value, a, y = max(losses)
    large = value / abs(a - y)
    return large > 5 and all(agrees(value, abs(a - y) * large, rel=1e-3, abs=1e-3) for value, a, y in losses)
