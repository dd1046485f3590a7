"""Your loss is right until a prediction is exactly 0 or 1. There it gives no finite number. The
logarithm of 0 does not exist, so move the prediction a tiny step away from 0 and 1 first.

One line at the start of `loss` is enough: `a = min(max(a, 1e-12), 1 - 1e-12)`."""

import math


def loss(a, y):
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)


def explains(calls, right):
    """Whatever becomes of it: an exception, infinity, what is no number, or nothing at all."""
    wrong = [call for call in calls if not call.passed]
    sure = [any(a in (0, 1) for a in _predictions(call)) for call in wrong]
    return all(sure) and any(not isinstance(call.value, (int, float)) or not math.isfinite(call.value) for call in wrong)


def _predictions(call):
    return [call.arguments[0]] if call.function == "loss" else call.arguments[0]
