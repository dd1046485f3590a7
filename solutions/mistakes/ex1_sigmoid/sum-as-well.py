"""Your neuron returns two values, the sum and the prediction. Return the prediction alone."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = sum(wj * xj for xj, wj in zip(x, w)) + b
    return t, sigmoid(t)
