"""Your mean_loss continues with the sum of the last call. Is the sum created outside the function?
Start every call with a new sum."""

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
