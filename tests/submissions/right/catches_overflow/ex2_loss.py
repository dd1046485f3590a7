import math


def loss(a, y):
    try:
        return -math.log(a if y == 1 else 1 - a)
    except ValueError:
        return 40.0


def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(Y)
