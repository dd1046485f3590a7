import numpy as np
import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    A = np.clip(np.array([A], dtype=float), 1e-12, 1 - 1e-12)
    Y = np.array([Y], dtype=float)
    cost = (-1 / Y.shape[1]) * np.sum(Y * np.log(A).T + (1 - Y) * np.log(1 - A).T)
    return float(cost)
