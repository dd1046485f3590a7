"""You hold every prediction far away from 0 and 1, so good and bad ones near the ends all cost the
same. The guard is for the very ends: a millionth of a millionth is far enough."""

import math


def loss(a, y):
    a = min(max(a, 0.01), 0.99)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
