"""Your curve is always above 1. Its values are those of 1 + e^(-t). Python divides before it adds,
so put the whole denominator in parentheses and divide 1 by it."""

import math


def sigmoid(t):
    return 1 / 1 + math.exp(-t)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
