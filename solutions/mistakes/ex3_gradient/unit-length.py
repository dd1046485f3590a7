"""You stretch or shrink the gradient to length 1. How steep the slope is matters: near the bottom
it gets flat, and the steps should get shorter with it."""

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
