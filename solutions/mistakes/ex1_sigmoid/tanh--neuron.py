"""Your neuron squashes with the hyperbolic tangent, which runs from -1 to 1. Let it ask your own
sigmoid, which is right: its value is the probability that the later steps need."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return math.tanh(t)
