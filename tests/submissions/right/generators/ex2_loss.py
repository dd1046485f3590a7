import math


def losses(A, Y):
    for a, y in zip(A, Y):
        yield loss(a, y)


def loss(a, y):
    a = min(1 - 1e-12, max(1e-12, a))
    return -y * math.log(a) - (1 - y) * math.log(1 - a)


def mean_loss(A, Y):
    return sum(losses(A, Y)) / len(Y)
