"""One `sum` over all products, in place of a loop that adds them up one by one."""

import math


def sigmoid(t):
    if t < 0:
        return math.exp(t) / (1 + math.exp(t))
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(sum(xj * wj for xj, wj in zip(x, w)) + b)
