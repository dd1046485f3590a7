import math


def loss(a, y):
    [a] = [min(max(v, 1e-9), 1 - 1e-9) for v in [a]]
    return -sum([f * math.log(p) for f, p in [(y, a), (1 - y, 1 - a)]])


def mean_loss(A, Y):
    return sum([loss(a, y) for a, y in zip(A, Y)]) / len([1 for _ in A])
