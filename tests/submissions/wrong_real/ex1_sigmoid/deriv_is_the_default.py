import math


def nonlin(x, deriv=True):
    if deriv:
        return x * (1 - x)
    return 1 / (1 + math.exp(-x))


def sigmoid(t):
    return nonlin(t)


def forward(x, w, b):
    return sigmoid(sum(p * q for p, q in zip(x, w)) + b)
