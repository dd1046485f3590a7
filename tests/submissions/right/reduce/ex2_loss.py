import math
from functools import reduce


def loss(a, y):
    a = sorted((1e-11, a, 1 - 1e-11))[1]
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    return reduce(lambda total, pair: total + loss(*pair), zip(A, Y), 0) / len(A)
