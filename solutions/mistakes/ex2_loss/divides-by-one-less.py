"""You divide by one less than the number of predictions. Statisticians do that for a variance; a
mean is divided by the full number, and a batch of one must work too."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / (len(Y) - 1)
