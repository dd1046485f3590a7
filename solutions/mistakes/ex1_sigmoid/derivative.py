"""Your curve is a hill: a quarter at 0, and flat on both sides. That is the slope of the sigmoid,
s·(1 - s). It has its uses later; here the value s itself is asked for."""

import math


def sigmoid(t):
    s = 1 / (1 + math.exp(-t))
    return s * (1 - s)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
