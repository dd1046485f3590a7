"""Your loss handles predictions of exactly 0 and 1, but your mean_loss does not. Let mean_loss call
`loss` for each prediction."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total -= y * math.log(a) + (1 - y) * math.log(1 - a)
    return total / len(Y)
