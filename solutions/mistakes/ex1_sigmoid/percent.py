"""Your curve rises to 100. A probability is between 0 and 1."""

import math


def sigmoid(t):
    return 100 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
