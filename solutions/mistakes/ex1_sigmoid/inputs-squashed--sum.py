"""Your neuron takes the sigmoid of each input and returns the weighted sum of the results. Use the
inputs as they are. Take the sigmoid once, of the whole sum."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * sigmoid(xj)
    return t
