"""Your predictions are right, but the caller's lists have grown after the call. Do you append the
bias to the weights? Make new lists for that, or add the bias to the sum."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    x.append(1.0)
    w.append(b)
    t = 0.0
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
