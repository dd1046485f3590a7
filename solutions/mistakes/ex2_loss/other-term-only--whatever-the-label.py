"""You compute every loss as if the label were 0. When the label is 1, the probability of the
correct label is a."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -math.log(1 - a)


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
