"""Good predictions cost you much and bad ones little: the labels have changed places. Where y is 1,
the logarithm is of a; where y is 0, of 1 - a."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(1 - a) + (1 - y) * math.log(a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
