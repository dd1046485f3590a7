"""Your curve grows without limit. Its values are those of e^t. In the sigmoid the denominator is 1
+ e^(-t), and the 1 keeps every value below 1."""

import math


def sigmoid(t):
    return 1 / math.exp(-t)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
