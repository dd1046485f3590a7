"""Where two inputs are alike, you take the weight of the first for both. A number does not know its
own place: `index` finds the first that is equal. Go through inputs and weights side by side."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj in x:
        t += w[x.index(xj)] * xj
    return sigmoid(t)
