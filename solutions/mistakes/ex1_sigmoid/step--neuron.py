"""Your neuron already decides, 0 or 1. Let it say how sure it is: the sigmoid's value as it comes.
Whoever wants a decision can still compare it with one half."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = sum(wj * xj for xj, wj in zip(x, w)) + b
    return 1 if sigmoid(t) > 0.5 else 0
