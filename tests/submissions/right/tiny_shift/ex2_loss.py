import math


# adds a hair instead of clamping: a loss can come out a little below 0
def loss(a, y):
    return -(y * math.log(a + 1e-12) + (1 - y) * math.log(1 - a + 1e-12))


def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)
