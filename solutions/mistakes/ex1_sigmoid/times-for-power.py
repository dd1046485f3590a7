"""Your denominator is a straight line, 1 + t/e. It has no power of e with t in the exponent. Put t
inside the parentheses, as in `math.exp(-t)`."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-1) * t)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
