"""All your losses are too small by the same factor, about 0.4343. Do you take logarithms to base
10? Use the natural logarithm, `math.log(p)`."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log10(a) + (1 - y) * math.log10(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
