"""Your neuron leaves out its first input. Counting begins at 0 in Python, so the first product has
the index 0."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for j in range(1, len(x)):
        t += w[j] * x[j]
    return sigmoid(t)
