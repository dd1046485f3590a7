"""Your curve rises in steps. The decimals of t are dropped before t is used. Keep all of t."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-int(t)))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
