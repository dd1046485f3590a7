"""A prediction of exactly 0 or 1 costs nothing with you, even when it is exactly wrong. That is the
worst mistake there is, and should be the dearest: move the prediction a tiny step inwards, then
price it."""

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
