"""For label 0 your loss is always -1. Python multiplies before it subtracts. So 1 - y needs its own
parentheses, as in `(1 - y) * math.log(1 - a)`."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + 1 - y * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
