"""Your curve runs from -1 to 1, through 0: that is the hyperbolic tangent, a close relative. The
sigmoid runs from 0 to 1, so that its value can be read as a probability, and is one half at 0."""

import math


def sigmoid(t):
    return math.tanh(t)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
