"""Where two predictions are alike, you take the label of the first for both. A prediction does not
know its own place: `index` finds the first that is equal. Go through predictions and labels side by
side."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    return sum(loss(a, Y[A.index(a)]) for a in A) / len(A)
