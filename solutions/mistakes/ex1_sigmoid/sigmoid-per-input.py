"""Your neuron squashes each product by itself and then adds up. There is one squashing for the
whole neuron: first finish the sum, bias included, then take its sigmoid once.

In the loop only the sum grows, by w[j] * x[j]. After the loop, once: sigmoid of the sum."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    total = b
    for xj, wj in zip(x, w):
        total += sigmoid(wj * xj)
    return total
