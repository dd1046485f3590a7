"""You move predictions too far away from 0 and 1, so very good and very bad ones get the wrong
loss. Keep the distance tiny. 1e-12 is enough, and 1e-7 is the most."""

import math


def loss(a, y):
    a = min(max(a, 0.01), 0.99)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)


def explains(calls, right):
    """However far from the ends; the largest loss of all tells it."""
    from grader.suite import agrees

    edge = math.exp(-max(call.value for call in calls if call.function == "loss"))

    def inwards(a):
        return min(max(a, edge), 1 - edge)

    def value(function, a, y):
        return right(function, inwards(a), y) if function == "loss" else right(function, [inwards(each) for each in a], y)

    return 1.001e-7 < edge < 0.5 and all(
        agrees(call.value, value(call.function, *call.arguments)) for call in calls
    )
