"""Your mean is half of what it should be. Divide the sum by the number of predictions and by
nothing else."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / (2 * len(Y))
