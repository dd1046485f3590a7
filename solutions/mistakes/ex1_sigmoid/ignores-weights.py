"""Your neuron adds up the inputs without their weights. Multiply each input by its own weight
first."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(sum(x) + b)
