"""Your neuron listens to its first two inputs and to no more. The data may have one input or five:
let the loop go through all that there are."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(sum(wj * xj for xj, wj in zip(x[:2], w[:2])) + b)
