"""Your `forward` returns None. Printing shows a value on the screen, and only `return` gives it
back to the caller."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    print(sigmoid(sum(wj * xj for xj, wj in zip(x, w)) + b))
