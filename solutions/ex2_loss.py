"""How wrong a prediction is: binary cross-entropy, for one example and for a batch."""

import math

EDGE = 1e-12


def loss(a, y):
    """The price of predicting a where y is true; held off 0 and 1, where the logarithm has no end."""
    a = min(max(a, EDGE), 1 - EDGE)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    """The average price over a batch."""
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
