"""To be safe at 0 you add a little something inside every logarithm, and so every price is a little
off. Move only those predictions that are too close to the ends, and leave the others as they
are."""

import math


def loss(a, y):
    return -(y * math.log(a + 1e-5) + (1 - y) * math.log(1 - a + 1e-5))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
