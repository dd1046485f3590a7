"""Your loss is right, but your mean_loss averages squared differences. Average what your own `loss`
returns."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += (a - y) ** 2
    return total / len(Y)
