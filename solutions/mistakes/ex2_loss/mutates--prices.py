"""Your mean is right, but the caller's predictions are gone: you wrote the prices over them. Keep
the prices in a list of your own, or add them up as they come."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    for i in range(len(A)):
        A[i] = loss(A[i], Y[i])
    return sum(A) / len(A)
