import math


def loss(a, y):
    a = max(1e-15, min(a, 1 - 1e-15))
    return y * math.log(a) + (1 - y) * math.log(1 - a)


def mean_loss(A, Y):
    return (1 / len(Y)) * sum(loss(a, y) for a, y in zip(A, Y))
