"""Your neuron gives the same prediction for a sum and for its opposite. The sign of the sum is lost on
the way. Give the sigmoid the sum itself."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(abs(t))
