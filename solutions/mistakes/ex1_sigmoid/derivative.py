"""Your curve is a hill. At 0 it is 0.25, and on both sides it falls towards 0. These are the values
of s·(1 - s), the slope of the sigmoid. Return the value s itself."""

import math


def sigmoid(t):
    s = 1 / (1 + math.exp(-t))
    return s * (1 - s)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
