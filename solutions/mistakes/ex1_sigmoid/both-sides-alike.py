"""Your curve gives the same value for t and for -t. The sign of t is lost on the way. Below 0 the
sigmoid is less than 0.5, above 0 it is more."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-abs(t)))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
