"""Your curve climbs in steps, because t is cut to a whole number before it is used. Everything
after the point counts."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-int(t)))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
