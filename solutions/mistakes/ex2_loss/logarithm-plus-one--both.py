"""You take the logarithms of 1 + a and 1 + (1 - a). `math.log1p(p)` adds 1 to p first. Use
`math.log(p)`."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log1p(a) + (1 - y) * math.log1p(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
