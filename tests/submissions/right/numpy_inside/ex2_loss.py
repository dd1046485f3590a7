import numpy as np


def loss(a, y):
    a = np.clip(a, 1e-12, 1 - 1e-12)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


def mean_loss(A, Y):
    return np.mean(loss(np.array(A), np.array(Y)))
