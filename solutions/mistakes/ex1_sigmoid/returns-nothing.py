"""Your `sigmoid` returns None. Printing shows a value on the screen, and only `return` gives it
back to the caller."""

import math


def sigmoid(t):
    print(1 / (1 + math.exp(-t)))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
