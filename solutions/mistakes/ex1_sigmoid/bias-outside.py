"""Your neuron adds the bias after the sigmoid, so its prediction can leave the range from 0 to 1.
Add the bias to the sum before you take the sigmoid."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = 0.0
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t) + b
