import math

EPS = 1e-7


def loss(a, y):
    if a <= EPS:
        a = EPS
    elif a >= 1 - EPS:
        a = 1 - EPS
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    s = 0.0
    for a, y in zip(A, Y):
        s += loss(a, y)
    return s / len(A)
