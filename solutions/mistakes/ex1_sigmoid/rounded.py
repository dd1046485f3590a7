"""Your answers are right to a few digits and then cut off. Give back every digit you have: later
steps work with the small differences that rounding wipes out. Round only when you print.

Look for round(), int() or a format such as :.3f on the way to your return, and hand back the
number itself."""

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
