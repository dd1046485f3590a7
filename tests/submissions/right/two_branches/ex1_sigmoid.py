from math import exp


def sigmoid(t):
    if t < 0:
        return exp(t) / (exp(t) + 1)
    else:
        return 1 / (exp(-t) + 1)


def forward(x, w, b):
    return sigmoid(sum(p * q for p, q in zip(x, w)) + b)
