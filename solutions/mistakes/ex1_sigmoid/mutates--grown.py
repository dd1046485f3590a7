"""Your answers are right, but the lists have grown when you are done: you put the bias among the
weights, and the lists belong to the caller. Make new lists for that, or add the bias to the sum."""

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
