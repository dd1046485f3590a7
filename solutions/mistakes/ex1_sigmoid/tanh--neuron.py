"""Your neuron uses the hyperbolic tangent, which runs from -1 to 1. Your own `sigmoid` is right.
Call it."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return math.tanh(t)
