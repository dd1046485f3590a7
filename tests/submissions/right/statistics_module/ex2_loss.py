from math import log
from statistics import fmean


def loss(a, y):
    return -log(max(1e-12, (1 - a, a)[y == 1]))


def mean_loss(A, Y):
    return fmean(loss(a, y) for a, y in zip(A, Y))
