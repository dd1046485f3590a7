"""Your neuron takes the sigmoid of each product, and then of their sum. Add the products and the
bias first. Then take the sigmoid once."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    total = b
    for xj, wj in zip(x, w):
        total += sigmoid(wj * xj)
    return sigmoid(total)
