"""Your curve is the hyperbolic tangent, lifted and halved so that it runs from 0 to 1. That is nearly
the sigmoid, but twice as steep: take the tangent of t / 2."""

import math


def sigmoid(t):
    return (math.tanh(t) + 1) / 2


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
