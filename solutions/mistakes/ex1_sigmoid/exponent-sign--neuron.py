"""Your sigmoid is right, but your neuron's prediction is 1 minus the right one. Is there a minus in
front of the sum, or do you subtract the result from 1? Return the sigmoid of the sum."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(-t)
