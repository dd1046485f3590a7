"""Your sigmoid hands nothing back, so whoever calls it gets None. Printing a value only shows it to
you; return hands it to the program."""

import math


def sigmoid(t):
    print(1 / (1 + math.exp(-t)))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
