"""Your neuron squashes each product by itself, and then the sum of these once more. There is one
squashing for the whole neuron: add the bare products and the bias, then take the sigmoid once."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    total = b
    for xj, wj in zip(x, w):
        total += sigmoid(wj * xj)
    return sigmoid(total)
