import math
from functools import partial


def clipped(low, high, a):
    return max(low, min(high, a))


safe = partial(clipped, 1e-14, 1 - 1e-14)


def _loss(log, a, y):
    return -(y * log(safe(a)) + (1 - y) * log(1 - safe(a)))


def _mean(price, A, Y):
    return sum(map(price, A, Y)) / len(A)


loss = partial(_loss, math.log)
mean_loss = partial(_mean, loss)
