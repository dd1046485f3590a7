"""In your sum the bias has the wrong sign. It is added, not subtracted. If you wrote the formula in
one line, check that the minus in front of the sum does not miss the bias."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = -b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
