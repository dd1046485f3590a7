"""Your curve goes above 1, so a bracket is missing: division comes before addition, and you divide
by the first term alone. The whole of 1 + e^(-t) belongs under the line."""

import math


def sigmoid(t):
    return 1 / 1 + math.exp(-t)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
