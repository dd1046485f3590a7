"""Your loss is right until a prediction is exactly 0 or 1, and exactly wrong. There it gives no
finite number. The logarithm of 0 does not exist, so move the prediction a tiny step away from 0 and
1 first.

One line at the start of `loss` is enough: `a = min(max(a, 1e-12), 1 - 1e-12)`."""

import math


def loss(a, y):
    if y == 1:
        return -math.log(a)
    return -math.log(1 - a)


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
