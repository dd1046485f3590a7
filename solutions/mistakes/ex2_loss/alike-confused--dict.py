"""Where two predictions are alike, one of them is lost: a dict keeps one label for each. Go through
predictions and labels side by side, in lists."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in dict(zip(A, Y)).items()) / len(A)
