"""Your loss only says whether the decision was right, 0 or 1. It should tell an unsure prediction
from a very bad one. Use the probability, not the decision."""


def loss(a, y):
    return 0.0 if (a > 0.5) == (y == 1) else 1.0


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)
