"""When two predictions are equal and their labels too, one pair is lost. Do you keep them in a set?
A set holds everything only once. Go through predictions and labels side by side, with `zip(A, Y)`."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    pairs = set(zip(A, Y))
    return sum(loss(a, y) for a, y in pairs) / len(pairs)
