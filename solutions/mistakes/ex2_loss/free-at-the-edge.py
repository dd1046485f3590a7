"""A prediction of exactly 0 or 1 has a loss of 0 in your code, even when it is wrong. That is the
worst prediction of all, and its loss should be large. Move it a tiny step away from 0 and 1, then
compute its loss."""

import math


def loss(a, y):
    if a <= 0 or a >= 1:
        return 0.0
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
