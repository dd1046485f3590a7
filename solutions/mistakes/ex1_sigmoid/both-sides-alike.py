"""Your curve gives the same for t and for -t, so the sign of t got lost on the way. To the left of
0 the sigmoid is below one half, to the right it is above."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-abs(t)))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
