"""Your denominator is a straight line, 1 - e·t. It has no power of e with t in the exponent. Use
`math.exp(-t)`, or `**` instead of `*`."""

import math


def sigmoid(t):
    return 1 / (1 + math.e * -t)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
