"""Your neuron leaves out the first input. Does your loop start at 1? Positions in a list start at
0."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for j in range(1, len(x)):
        t += w[j] * x[j]
    return sigmoid(t)
