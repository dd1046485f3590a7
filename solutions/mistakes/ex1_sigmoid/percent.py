"""Your curve runs up to 100. A probability runs from 0 to 1; leave the percent sign for the
reader."""

import math


def sigmoid(t):
    return 100 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
