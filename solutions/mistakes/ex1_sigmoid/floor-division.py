"""Your curve is 0 almost everywhere. Its decimals are dropped. Do you divide with `//`, or turn the
result into a whole number? Divide with `/` and return the result unchanged."""

import math


def sigmoid(t):
    return 1 // (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
