import math


def loss(a, y):
    if y == 0:
        return loss(1 - a, 1)
    return -math.log(max(a, 1e-16))


def total(A, Y):
    if len(A) == 0:
        return 0
    return loss(A[0], Y[0]) + total(A[1:], Y[1:])


def mean_loss(A, Y):
    return total(A, Y) / len(A)
