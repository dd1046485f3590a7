"""Your neuron adds the bias to each product and squashes each by itself. There is one squashing for
the whole neuron: add up all the products and the bias once, then take the sigmoid."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sum(sigmoid(wj * xj + b) for xj, wj in zip(x, w))
