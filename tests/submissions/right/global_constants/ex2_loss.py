from math import log

LOWEST = 1e-12
HIGHEST = 1.0 - LOWEST


def loss(a, y):
    global LOWEST, HIGHEST
    safe = LOWEST if a < LOWEST else HIGHEST if a > HIGHEST else a
    return -(y * log(safe) + (1 - y) * log(1 - safe))


def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)
