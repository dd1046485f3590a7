"""Your neuron goes on adding where the last call stopped: the sum lives outside the function and is
never set back. Begin each call with a new one."""

import math

total = 0.0


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    global total
    for xj, wj in zip(x, w):
        total += wj * xj
    total += b
    return sigmoid(total)
