"""How wrong a prediction is: binary cross-entropy, for one example and for a batch."""

import math

EDGE = 1e-12


def loss(a, y):
    """Return the loss of the prediction a for the label y; a is kept away from 0 and 1, where log(0) would appear."""
    a = min(max(a, EDGE), 1 - EDGE)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    """Return the mean loss of a batch."""
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
