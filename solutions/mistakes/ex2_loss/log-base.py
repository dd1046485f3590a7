"""Your prices are too low by the same factor everywhere: you take logarithms to base 10. Take
natural ones, to base e; only with these is the gradient of the next exercise so simple."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log10(a) + (1 - y) * math.log10(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
