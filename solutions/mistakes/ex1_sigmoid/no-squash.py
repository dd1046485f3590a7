"""Your neuron gives back its bare sum. It should say something between 0 and 1: send the sum
through your sigmoid as the last thing."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return t
