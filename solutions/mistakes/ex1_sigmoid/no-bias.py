"""Your neuron forgets its bias: the weighted inputs are there, but b never enters the sum. It is
added once, before the squashing.

Begin the sum with b instead of 0, or add b to the finished sum before sigmoid gets it."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = 0.0
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
