"""Your neuron adds the bias once for every input. A neuron has one bias and adds it once, however
many inputs there are. Is the line that adds b inside the loop?"""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = 0.0
    for xj, wj in zip(x, w):
        t += wj * xj + b
    return sigmoid(t)
