"""For y = 1 your price is right, for y = 0 it is negative: the minus reaches the first term only.
It stands before both of them, so put the sum in brackets."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -y * math.log(a) + (1 - y) * math.log(1 - a)


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
