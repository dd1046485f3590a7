"""Your neuron continues with the sum of the last call. Is the sum created outside the function?
Start every call with a new sum."""

import math

total = 0.0


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    global total
    for xj, wj in zip(x, w):
        total += wj * xj
    return sigmoid(total + b)
