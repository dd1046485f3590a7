import math


def sigmoid(t):
    return 0.5 * (math.tanh(t / 2) + 1)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += xj * wj
    return sigmoid(t)
