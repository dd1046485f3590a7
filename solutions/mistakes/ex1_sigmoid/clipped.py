"""Your curve stops short of 0 and 1: far from 0 it is cut off at fixed values. Let it come as close
as it wants to; guarding the logarithm is the loss's own business, in the next exercise."""

import math


def sigmoid(t):
    s = 1 / (1 + math.exp(-t))
    return min(max(s, 0.01), 0.99)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
