"""Your results are right to a few digits only. Return every digit. Round only when you print.

Look for `round`, `int` or a format such as `:.3f` before your `return`."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return round(-(y * math.log(a) + (1 - y) * math.log(1 - a)), 4)


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)


def explains(calls, right):
    """Whatever the number of digits."""
    from grader.suite import cut_off

    return bool(cut_off(calls))
