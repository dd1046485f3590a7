"""Your neuron takes the sigmoid of the sum twice. Once is enough."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(sigmoid(t))
