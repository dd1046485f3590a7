"""Your mean_loss still holds the losses of earlier calls. Is the list or the sum created outside
the function? Start every call with a new one."""

import math

losses = []


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    for a, y in zip(A, Y):
        losses.append(loss(a, y))
    return sum(losses) / len(losses)
