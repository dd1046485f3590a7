"""Only the first two inputs count in your neuron. There may be one input or five. Let a loop go
through all of them."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(sum(wj * xj for xj, wj in zip(x[:2], w[:2])) + b)
