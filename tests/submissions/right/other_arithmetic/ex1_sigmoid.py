import cmath
import math


def sigmoid(t):
    return (1 / (1 + cmath.exp(-t))).real


def forward(x, w, b):
    return sigmoid(math.fsum([*(p * q for p, q in zip(x, w)), b]))
