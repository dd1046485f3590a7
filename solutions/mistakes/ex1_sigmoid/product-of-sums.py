"""Your neuron multiplies every input by every weight. Each input has its own weight. Multiply pair
by pair, then add."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(sum(x) * sum(w) + b)
