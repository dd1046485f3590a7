import numpy as np

eps = 1e-5


def loss(p, y):
    return float(-(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps)))


def mean_loss(P, Y):
    return sum([loss(p, y) for p, y in zip(P, Y)]) / len(Y)
