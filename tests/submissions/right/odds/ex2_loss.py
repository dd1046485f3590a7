import math


def loss(a, y):
    a = min(max(a, 1e-13), 1 - 1e-13)
    odds = (1 - a) / a if y else a / (1 - a)
    return math.log1p(odds)


def mean_loss(A, Y):
    m = 0.0
    for k, (a, y) in enumerate(zip(A, Y), 1):
        m += (loss(a, y) - m) / k
    return m
