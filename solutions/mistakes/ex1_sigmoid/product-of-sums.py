"""Your neuron adds up the inputs, adds up the weights, and multiplies the two sums. Each input
meets its own weight only: multiply pair by pair, then add."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(sum(x) * sum(w) + b)
