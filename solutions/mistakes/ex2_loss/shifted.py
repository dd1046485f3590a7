"""To be safe at 0 you add a little something inside every logarithm, and so every price is a little
off. Move only those predictions that are too close to the ends, and leave the others as they
are."""

import math


def loss(a, y):
    return -(y * math.log(a + 1e-7) + (1 - y) * math.log(1 - a + 1e-7))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)


def explains(calls, right):
    """However little; the price of being sure and right tells it."""
    from grader.suite import agrees

    added = math.exp(-min(call.value for call in calls if call.function == "loss")) - 1

    def price(function, a, y):
        if function == "loss":
            return -(y * math.log(a + added) + (1 - y) * math.log(1 - a + added))
        return sum(price("loss", *pair) for pair in zip(a, y)) / len(y)

    return 0 < added < 0.1 and all(
        agrees(call.value, price(call.function, *call.arguments), rel=1e-6, abs=1e-9) for call in calls
    )
