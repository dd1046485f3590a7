"""You guard the logarithm inside the caller's own list: its predictions have changed when you are done,
and a tuple cannot be changed at all. Guard the one number that you take the logarithm of."""

import math


def loss(a, y):
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    for i in range(len(A)):
        A[i] = min(max(A[i], 1e-12), 1 - 1e-12)
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(Y)
