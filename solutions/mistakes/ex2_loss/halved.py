"""Your losses are half of what they should be. A factor of one half belongs to another loss, the
squared error. Cross-entropy has no factor of this kind."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a)) / 2


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
