import math


def loss(a, y):
    if not 0 <= a <= 1:
        raise ValueError("a prediction is between 0 and 1")
    if y not in {0, 1}:
        raise ValueError("a label is 0 or 1")
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    if len(A) != len(Y) or not A:
        raise ValueError("as many labels as predictions, and at least one")
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)
