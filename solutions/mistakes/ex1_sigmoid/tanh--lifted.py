"""Your curve is the hyperbolic tangent, moved to the range from 0 to 1. It is twice as steep as the
sigmoid. Use t / 2 instead of t."""

import math


def sigmoid(t):
    return (math.tanh(t) + 1) / 2


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
