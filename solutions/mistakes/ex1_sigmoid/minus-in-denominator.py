"""Your curve leaves the range from 0 to 1. Look at the denominator. Is there a minus between 1 and
the exponential? Add the two."""

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
