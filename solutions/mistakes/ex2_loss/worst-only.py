"""You give the highest price in the batch. The mean is asked for: all the prices added up, divided
by their number."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    return max(loss(a, y) for a, y in zip(A, Y))
