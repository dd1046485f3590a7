"""A prediction of exactly 1 breaks your loss. 0 is handled, 1 is not. Move the prediction a tiny
step away from both ends.

One line for both ends: `a = min(max(a, 1e-12), 1 - 1e-12)`. A step of 1e-20 is too small, because 1
- 1e-20 is 1 again for a float."""

import math


def loss(a, y):
    a = max(a, 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
