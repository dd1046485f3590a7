"""You price every prediction as if the truth were 1. Let y choose: for y = 0 the probability that
counts is 1 - a."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -math.log(a)


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
