"""Your curve is e^(t - 1). Do the parentheses of `math.exp` close too late, so that the 1 is in the
exponent? Add 1 to the exponential, as in `1 + math.exp(-t)`."""

import math


def sigmoid(t):
    return 1 / math.exp(1 - t)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
