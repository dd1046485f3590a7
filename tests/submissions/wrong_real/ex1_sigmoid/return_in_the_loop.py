import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def weighted_sum(x, w):
    weighted_sum = 0
    for i in range(len(x)):
        weighted_sum += x[i] * w[i]
        return weighted_sum


def forward(x, w, b):
    return sigmoid(weighted_sum(x, w) + b)
