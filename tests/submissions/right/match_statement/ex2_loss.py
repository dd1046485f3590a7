import math


def loss(a, y):
    match int(y):
        case 1:
            p = a
        case 0:
            p = 1 - a
    return -math.log(max(p, 1e-10))


def mean_loss(A, Y):
    match len(A):
        case 1:
            return loss(A[0], Y[0])
        case m:
            return math.fsum(loss(a, y) for a, y in zip(A, Y)) / m
