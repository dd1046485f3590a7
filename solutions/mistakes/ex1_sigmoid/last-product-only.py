"""Your neuron hears only its last input. Does each product take the place of the one before? Add it
to what you already have."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    for xj, wj in zip(x, w):
        t = wj * xj
    return sigmoid(t + b)
