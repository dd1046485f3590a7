"""Your losses are negative. The logarithm of a number below 1 is negative, so the formula starts
with a minus.

Put the minus in front of parentheses that hold both terms."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return y * math.log(a) + (1 - y) * math.log(1 - a)


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)


def explains(calls, right):
    """Whatever tiny number of at most 1e-7 is added inside each logarithm, as textbooks do."""
    from grader.suite import agrees

    asked = [call for call in calls if not call.loose]
    losses = [(call.arguments, call.value) for call in asked if call.function == "loss"]
    (a, y), value = min(losses, key=lambda one: one[0][0] if one[0][1] else 1 - one[0][0])
    tiny = math.exp(value) - (a if y else 1 - a)

    def wrong(a, y):
        return math.log((a if y else 1 - a) + tiny)

    def wrong_mean(A, Y):
        return sum(wrong(a, y) for a, y in zip(A, Y)) / len(Y)

    return 0 < tiny < 1.001e-7 and all(
        agrees(call.value, (wrong if call.function == "loss" else wrong_mean)(*call.arguments)) for call in asked
    )
