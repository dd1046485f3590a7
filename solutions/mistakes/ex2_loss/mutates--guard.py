"""Your mean is right, but after the call the caller's list holds other predictions instead of 0 and
1. Change a copy, or let `loss` handle 0 and 1."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    for i in range(len(A)):
        A[i] = min(max(A[i], 1e-7), 1 - 1e-7)
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)
