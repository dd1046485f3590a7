"""Your curve rises in steps. Your code drops the decimals of t before it uses t. Keep all of t."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-int(t)))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
