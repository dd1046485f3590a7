"""Good predictions have a large loss in your code, and bad ones a small loss. Are the two labels
mixed up, or is it the logarithm of the distance between prediction and label? When y is 1, use the
logarithm of a. When y is 0, use the logarithm of 1 - a."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(1 - a) + (1 - y) * math.log(a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
