"""Your curve falls from 1 to 0 as t grows. It should rise from 0 to 1. Check the sign of t in every
exponent, and whether you subtract the result from 1.

One right form is `1 / (1 + math.exp(-t))`, with the minus inside the parentheses."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
