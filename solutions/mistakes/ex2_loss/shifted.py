"""All your losses are a little too small. Do you add a small number inside every logarithm, as in
`log(a + tiny)`? Add at most 1e-7, or change only predictions that are extremely close to 0 or 1."""

import math


def loss(a, y):
    return -(y * math.log(a + 1e-5) + (1 - y) * math.log(1 - a + 1e-5))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)


def explains(calls, right):
    """However small; the loss of being sure and right tells it."""
    from grader.suite import agrees

    added = math.exp(-min(call.value for call in calls if call.function == "loss")) - 1

    def value(function, a, y):
        if function == "loss":
            return -math.log((a if y else 1 - a) + added)
        return sum(value("loss", *pair) for pair in zip(a, y)) / len(y)

    return 1e-7 < added < 0.5 and all(
        agrees(call.value, value(call.function, *call.arguments), rel=1e-6, abs=1e-9) for call in calls
    )
