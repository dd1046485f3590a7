import numpy as np

EPS = 1e-7


def loss(a, y):
    return float(-(y * np.log(a + EPS) + (1 - y) * np.log(1 - a + EPS)))


def mean_loss(A, Y):
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    return float(-np.mean(Y * np.log(A + EPS) + (1 - Y) * np.log(1 - A + EPS)))
