"""Your neuron hears only its first input. Is the answer given inside the loop, before the others
had their turn? Look at how far the last line is indented."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
        return sigmoid(t)
