import math


def sigmoid(t):
    return 1 / (1 + math.e ** -t)


def forward(x, w, b):
    return sigmoid(sum([xj * wj for xj, wj in [*zip(x, w), (1, b)]]))
