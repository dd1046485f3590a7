import numpy as np


def sigmoid(t):
    h = 1/1 + np.exp(-t)
    return float(h)


def forward(x, w, b):
    return sigmoid(sum(p * q for p, q in zip(x, w)) + b)
