"""Your sigmoid is right, but your neuron returns 2·e^sum. Let `forward` call your `sigmoid`. If you
write the formula again, put the whole denominator in parentheses."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return math.exp(t) / 1 + math.exp(t)
