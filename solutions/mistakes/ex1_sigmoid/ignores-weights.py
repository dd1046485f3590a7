"""Your neuron adds up its inputs as they are. What makes one neuron differ from another is its
weights: each input counts as much as its weight says."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(sum(x) + b)
