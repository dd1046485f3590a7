import math


def sigmoid(t):
    return 0.5 * (1 + math.tanh(0.5 * t))


def forward(x, w, b):
    return sigmoid(sum(p * q for p, q in zip([1, *x], [b, *w])))
