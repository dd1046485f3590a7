import math


def loss(a, y):
    p = abs(1 - y - a)              # the probability of what happened
    return math.log(1 / max(p, 1e-300))


def mean_loss(A, Y):
    # the mean of logarithms is the logarithm of the geometric mean, but a product of many would underflow
    return sum(map(lambda pair: loss(*pair), zip(A, Y))) / len(Y)
