import numpy as np


def loss(a, y):
    return float(-np.sum(y * np.log(a + 1e-9)))


def mean_loss(A, Y):
    return float(-np.sum(np.array(Y) * np.log(np.array(A) + 1e-9)))
