"""You divide inside the loop, so what was added early is divided again and again. Add everything up
first, and divide once at the end."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total = (total + loss(a, y)) / len(Y)
    return total
