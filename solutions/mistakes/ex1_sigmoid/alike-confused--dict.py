"""Where two inputs are alike, one of them is lost: a dict keeps one value for each key. Go through
inputs and weights side by side, in lists."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in dict(zip(x, w)).items():
        t += wj * xj
    return sigmoid(t)
