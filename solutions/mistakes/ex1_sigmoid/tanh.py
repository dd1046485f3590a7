"""Your curve runs from -1 to 1. It is the hyperbolic tangent. The sigmoid runs from 0 to 1, and it
is 0.5 at 0."""

import math


def sigmoid(t):
    return math.tanh(t)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
