import math


def loss(a, y):
    if y == 1:
        p = a
    else:
        p = 1 - a
    if p <= 0:
        p = 5e-324
    return -math.log(p)


def mean_loss(A, Y):
    n = 0
    total = 0
    for a, y in zip(A, Y):
        n += 1
        total -= -loss(a, y)
    return total / n
