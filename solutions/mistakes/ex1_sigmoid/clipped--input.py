"""Your curve goes flat from a certain t on, because you limit t before you use it. Let every t
through; only hundreds away from 0 does the exponential give trouble at all."""

import math


def sigmoid(t):
    t = max(-10.0, min(10.0, t))
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
