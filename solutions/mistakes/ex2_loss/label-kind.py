"""Your code is right for labels that are the whole numbers 0 and 1, but not for all labels such as
1.0 or True. Do you compare with `is`, check the type, or use the label as an index? Write `y == 1`,
or calculate with y."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    if isinstance(y, int) and not isinstance(y, bool):
        return -(y * math.log(a) + (1 - y) * math.log(1 - a))
    return -math.log(1 - a)


def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(Y)


def explains(calls, right):
    """However the kind of a label comes in: wrong, or raising, only where a label is no plain 0 or 1."""
    wrong = [call for call in calls if not call.passed]
    return bool(wrong) and all(
        any(type(y) is not int for y in ([call.arguments[1]] if call.function == "loss" else call.arguments[1]))
        for call in wrong
    )
