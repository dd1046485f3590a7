"""Your curve grows without limit. Its values are those of 2·e^t. Did you write e^t / 1 + e^t? Python
divides before it adds, so put the whole denominator in parentheses."""

import math


def sigmoid(t):
    return math.exp(t) / 1 + math.exp(t)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
