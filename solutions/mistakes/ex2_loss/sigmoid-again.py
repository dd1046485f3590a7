"""You send the prediction through the sigmoid once more. What comes in is already a probability:
the neuron has done that. Take it as it is."""

import math


def loss(a, y):
    a = 1 / (1 + math.exp(-a))
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
