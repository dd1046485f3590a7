import math


def sigmoid(t):
    return 1.0 / (1.0 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(math.fsum([wj * xj for wj, xj in zip(w, x)] + [b]))
