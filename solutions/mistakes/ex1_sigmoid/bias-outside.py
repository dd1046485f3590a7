"""Your neuron adds its bias after the squashing, so it can leave the range from 0 to 1. The bias
belongs to the sum that goes into the sigmoid."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = 0.0
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t) + b
