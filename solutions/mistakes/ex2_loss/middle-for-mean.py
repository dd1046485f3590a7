"""Your mean_loss returns the loss in the middle, the median. Return the mean: add up all the losses and
divide by their number."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    losses = sorted(loss(a, y) for a, y in zip(A, Y))
    half = len(losses) // 2
    return losses[half] if len(losses) % 2 else (losses[half - 1] + losses[half]) / 2
