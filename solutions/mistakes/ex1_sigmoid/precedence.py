"""Your curve is never below 1: not all of it stands under the line. Division comes before addition;
the whole of 1 + e^(-t) belongs under the 1, so put brackets round it."""

import math


def sigmoid(t):
    return 1 / 1 + math.exp(-t)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
