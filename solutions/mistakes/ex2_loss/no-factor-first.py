"""Where the truth is 0 you pay twice: the term for y = 1 is added there too. Each term has a factor
in front, y or 1 - y, that switches it off when it does not apply."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
