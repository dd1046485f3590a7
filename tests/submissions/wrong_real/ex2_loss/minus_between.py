from math import log


def loss(h, y):
    h = min(max(h, 1e-10), 1 - 1e-10)
    return (y * log(h)) - (1 - y) * log(1 - h)


def mean_loss(A, Y):
    return sum(map(loss, A, Y)) / len(A)
