"""Your curve breaks at 0 and gives values outside 0 to 1. In the denominator the 1 and the
exponential are added; you take one from the other, and at 0 nothing is left."""

import math


def sigmoid(t):
    if t == 0:
        return 0.5
    return 1 / (1 - math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
