"""Your mean hands nothing back, so whoever calls it gets None. Printing a value only shows it to
you; return hands it to the program."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    print(sum(loss(a, y) for a, y in zip(A, Y)) / len(Y))
