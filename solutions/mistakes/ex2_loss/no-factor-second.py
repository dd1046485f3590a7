"""For label 1 you add both terms. Each term has a factor, y or 1 - y, that makes it 0 when it does
not apply. Is the factor 1 - y missing?"""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
