import math


def loss(a, y):
    a = sorted((1e-11, a, 1 - 1e-11))[1]
    return math.log(1 / a) if y == 1 else math.log(1 / (1 - a))


def mean_loss(A, Y):
    mean = 0.0
    for k, (a, y) in enumerate(zip(A, Y), 1):
        mean += (loss(a, y) - mean) / k
    return mean
