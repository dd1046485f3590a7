"""You price only the examples whose truth is 0; where the truth is 1, everything is free. The
formula's first term is for those: how much probability went to 1?"""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(1 - y) * math.log(1 - a)


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
