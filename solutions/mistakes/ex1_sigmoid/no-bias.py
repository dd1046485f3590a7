"""Your neuron forgets its bias: the weighted inputs are there, but b never enters the sum. It is
added once, before the squashing."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = 0.0
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
