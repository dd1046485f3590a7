import math
from copy import copy


def sigmoid(t):
    e = math.exp(-abs(t))
    return 1 / (1 + e) if t > 0 else e / (1 + e)


def forward(x, w, b):
    x = list(copy(x))
    for j, weight in enumerate(w):
        x[j] = x[j] * weight
    x.append(b)
    return sigmoid(sum(x))
