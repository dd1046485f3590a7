"""You apply the sigmoid to the prediction again. The prediction is already a probability. Use a
itself."""

import math


def loss(a, y):
    a = 1 / (1 + math.exp(-a))
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
