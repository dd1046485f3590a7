"""Your mean_loss does not depend on the predictions: all examples with the same label have the same
loss. Do you call `loss` with the label first? The prediction comes first, then the label."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    if y == 1:
        return -math.log(a)
    return -math.log(1 - a)


def mean_loss(A, Y):
    return sum(loss(y, a) for a, y in zip(A, Y)) / len(Y)


def explains(calls, right):
    """Whatever the guard: one large loss for one of the labels, and none for the other."""
    from grader.suite import agrees

    told = [call for call in calls if not call.loose]
    if not all(call.passed for call in told if call.function == "loss"):
        return False
    means = [(call.value, *call.arguments) for call in told if call.function == "mean_loss"]
    means = [(value, sum(Y) / len(Y)) for value, A, Y in means if all(0 < a < 1 for a in A)]
    for shares in ([share for _, share in means], [1 - share for _, share in means]):
        large = max(value for value, _ in means) / max(shares)
        same = (agrees(value, large * share, rel=1e-3, abs=1e-3) for (value, _), share in zip(means, shares))
        if large > 5 and all(same):
            return True
    return False
