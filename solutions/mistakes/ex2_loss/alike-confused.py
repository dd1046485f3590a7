"""When two predictions are equal, both get the label of the first one. Do you look up a position
with `index`? It always finds the first equal value. Go through predictions and labels side by side,
with `zip(A, Y)`."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    return sum(loss(a, Y[A.index(a)]) for a in A) / len(A)
