"""Your neuron multiplies the sum by the bias. The bias is added."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = 0.0
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t * b)
