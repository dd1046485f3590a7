import math


def loss(a, y):
    a = max(1e-12, min(1 - 1e-12, a))
    return -math.fsum([y * math.log(a), (1 - y) * math.log(1 - a)])


def mean_loss(A, Y):
    return math.fsum(map(loss, A, Y)) / len(Y)
