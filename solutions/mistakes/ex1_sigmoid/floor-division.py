"""Your curve is 0 nearly everywhere, because the division drops everything after the point. Two
slashes divide into whole numbers; here you want the one that keeps the fraction."""

import math


def sigmoid(t):
    return 1 // (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
