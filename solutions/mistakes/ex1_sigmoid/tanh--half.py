"""Your curve runs from -1 to 1. It is the hyperbolic tangent of t / 2. You are close: add 1 to it,
then halve the result."""

import math


def sigmoid(t):
    return math.tanh(t / 2)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
