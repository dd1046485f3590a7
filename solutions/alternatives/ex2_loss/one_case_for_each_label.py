"""An `if` for each label shows that only one of the two logarithms counts."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    if y == 1:
        return -math.log(a)
    return -math.log(1 - a)


def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(Y)
