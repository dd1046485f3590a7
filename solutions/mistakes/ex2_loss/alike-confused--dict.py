"""When two predictions are equal, one of them is lost. Do you keep them in a dict? A dict holds one
value for each key. Go through predictions and labels side by side, with `zip(A, Y)`."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in dict(zip(A, Y)).items()) / len(A)
