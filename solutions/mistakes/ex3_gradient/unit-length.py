"""You scale the gradient to length 1. Return the slopes as they are. Their size matters: where the
loss is flat, the steps should be short."""

import math

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    length = math.sqrt(sum(g * g for g in gw) + gb * gb)
    return [g / length for g in gw], gb / length
