"""Your answers are right where lists come in, but the lists have grown when you are done, and a tuple
cannot grow at all. Make a new list, or add the bias to the sum."""

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
