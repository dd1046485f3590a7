"""Your curve runs from -1 to 1, through 0: that is the hyperbolic tangent, here of t / 2. You are
close: the sigmoid is the same curve, moved up by 1 and then halved."""

import math


def sigmoid(t):
    return math.tanh(t / 2)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
