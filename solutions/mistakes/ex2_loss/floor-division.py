"""Your mean loses its decimals. Do you divide with `//`? It drops everything after the decimal
point. Use `/`."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) // len(Y)
