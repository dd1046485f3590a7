"""Your loss is right, until a prediction is exactly the wrong one: then it asks for the logarithm
of 0, and there is none. Rounding does make such predictions; keep them a tiny step away from both
ends first.

One line at the start of loss will do: a = min(max(a, 1e-12), 1 - 1e-12)."""

import math


def loss(a, y):
    if y == 1:
        return -math.log(a)
    return -math.log(1 - a)


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
