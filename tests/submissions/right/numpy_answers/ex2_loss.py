import numpy as np


def loss(a, y):
    a = np.clip(a, 1e-12, 1 - 1e-12)
    return float(np.where(y == 1, -np.log(a), -np.log1p(-a)))


def mean_loss(A, Y):
    return float(np.average([loss(a, y) for a, y in zip(A, Y)]))
