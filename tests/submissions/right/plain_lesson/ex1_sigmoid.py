import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = 0
    for j in range(len(x)):
        t = t + w[j] * x[j]
    return sigmoid(t + b)
