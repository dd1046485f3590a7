"""Your sigmoid keeps its digits, but the neuron rounds its answer to four. Give back every digit
you have: later steps work with the small differences that rounding wipes out."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = sum(wj * xj for xj, wj in zip(x, w)) + b
    return round(sigmoid(t), 4)
