"""Your sum goes on where the last call stopped: it lives outside the function and is never set
back. Begin each call with a new one."""

import math

total = 0.0


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    global total
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
