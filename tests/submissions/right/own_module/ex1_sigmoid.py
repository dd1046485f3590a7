import math

from vectors import dot


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(dot(w, x) + b)
