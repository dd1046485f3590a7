"""When a prediction is exactly wrong, your loss is infinite. One infinite loss spoils every mean it
is part of. Move the prediction a tiny step away from 0 and 1, and the loss is large but finite.

One line at the start of `loss` is enough: `a = min(max(a, 1e-12), 1 - 1e-12)`."""

import math


def loss(a, y):
    right = a if y == 1 else 1 - a
    return -math.log(right) if right > 0 else math.inf


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
