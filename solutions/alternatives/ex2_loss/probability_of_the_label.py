"""First the probability that the neuron gave to the correct label, then its logarithm: the loss is one line for both labels."""

import math


def loss(a, y):
    given = a if y == 1 else 1 - a
    return -math.log(max(given, 1e-12))


def mean_loss(A, Y):
    losses = [loss(a, y) for a, y in zip(A, Y)]
    return sum(losses) / len(losses)
