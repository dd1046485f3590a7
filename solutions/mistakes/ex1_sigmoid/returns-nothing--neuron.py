"""Your neuron hands nothing back, so whoever calls it gets None. Printing a value only shows it to
you; return hands it to the program."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    print(sigmoid(sum(wj * xj for xj, wj in zip(x, w)) + b))
