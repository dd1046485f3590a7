"""Your mean_loss returns one number for each prediction. Add them up and return that one number."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    return [loss(a, y) / len(Y) for a, y in zip(A, Y)]
