"""Your mean_loss mixes up predictions and labels. Check the order of the arguments in every call.
The prediction comes first, then the label."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    return sum(loss(y, a) for a, y in zip(A, Y)) / len(Y)
