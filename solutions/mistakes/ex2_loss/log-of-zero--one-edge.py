"""A prediction of exactly 1 still breaks your loss: 0 is guarded, 1 is not, or not far enough. Keep the
prediction a tiny step away from both ends.

Both ends in one line: a = min(max(a, 1e-12), 1 - 1e-12). A step of 1e-20 is too small: 1 - 1e-20
is 1 again."""

import math


def loss(a, y):
    a = max(a, 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
