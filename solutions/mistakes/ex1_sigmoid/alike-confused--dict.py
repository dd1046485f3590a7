"""When two inputs are equal, one of them is lost. Do you keep the inputs in a dict? A dict holds
one value for each key. Go through inputs and weights side by side, with `zip(x, w)`."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in dict(zip(x, w)).items():
        t += wj * xj
    return sigmoid(t)
