"""Your neuron returns a decision, 0 or 1. Return the probability itself, the value of the sigmoid."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = sum(wj * xj for xj, wj in zip(x, w)) + b
    return 1 if sigmoid(t) >= 0.5 else 0
