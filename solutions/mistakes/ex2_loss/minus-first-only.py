"""For label 1 your loss is right, for label 0 it is negative. The minus sign must apply to both
terms. Put the sum of the two terms in parentheses."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -y * math.log(a) + (1 - y) * math.log(1 - a)


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
