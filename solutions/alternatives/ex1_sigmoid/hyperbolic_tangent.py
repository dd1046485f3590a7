"""The sigmoid is a hyperbolic tangent that is moved and scaled; `math.tanh` never overflows, so no case is needed."""

import math


def sigmoid(t):
    return (1 + math.tanh(t / 2)) / 2


def forward(x, w, b):
    t = b
    for j in range(len(w)):
        t += w[j] * x[j]
    return sigmoid(t)
