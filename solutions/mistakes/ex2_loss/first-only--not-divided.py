"""Only the first prediction of the batch counts. Does your code return inside the loop, before it
has seen the others? Check how far the `return` line is indented."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    for a, y in zip(A, Y):
        return loss(a, y)
