"""Sums below 0 count as 0 in your neuron, so its prediction is never below 0.5. Give the sigmoid
the sum itself, with any sign."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(max(0, t))
