import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    theta = [b, *w]
    inputs = [1, *x]
    return sigmoid(sum(p * q for p, q in zip(theta, inputs)))
