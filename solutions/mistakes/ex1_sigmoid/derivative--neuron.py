"""Your sigmoid is right, but your neuron returns s·(1 - s), the slope of the sigmoid. Return the
value s itself."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t) * (1 - sigmoid(t))
