"""You multiply the inputs by the loss. Use the error, a - y. The loss is never negative, so it
cannot say whether a prediction is too high or too low."""

import math

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        price = -math.log(a) if y == 1 else -math.log(1 - a)
        for j in range(len(w)):
            gw[j] += price * x[j] / len(X)
        gb += price / len(X)
    return gw, gb
