"""Your results are right to a few digits only. Return every digit, since later exercises need the
small differences. Round only when you print.

Look for `round`, `int` or a format such as `:.3f` before your `return`."""

import math


def sigmoid(t):
    return round(1 / (1 + math.exp(-t)), 4)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)


def explains(calls, right):
    """Whatever the number of digits."""
    from grader.suite import cut_off

    return bool(cut_off(calls))
