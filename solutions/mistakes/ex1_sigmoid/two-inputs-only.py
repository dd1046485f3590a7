"""Your neuron works for exactly two inputs. There may be one input or five. Let a loop go through
all of them."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(x[0] * w[0] + x[1] * w[1] + b)
