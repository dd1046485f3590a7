"""Your neuron leaves out the bias. Add b to the sum once, before you take the sigmoid.

Start the sum with b instead of 0, or add b to the finished sum."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = 0.0
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
