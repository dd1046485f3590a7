"""Your mean leaves out the last prediction. Does your loop stop one too early? `range(n)` already
ends at n - 1."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for i in range(len(A) - 1):
        total += loss(A[i], Y[i])
    return total / len(A)
