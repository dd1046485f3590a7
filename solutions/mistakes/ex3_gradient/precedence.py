"""Your predictions in gradient are those of 1 + e^(-sum). Python divides before it adds, so put the
whole denominator in parentheses. Or call your `forward`."""

import math


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        t = b + sum(wj * xj for wj, xj in zip(w, x))
        error = 1 / 1 + math.exp(-t) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gw, gb
