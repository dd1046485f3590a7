"""Your neuron adds each weight to its input. A weight says how much its input counts, so multiply
the two.

For each input, add `w[j] * x[j]` to the sum."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj + xj
    return sigmoid(t)
