import numpy as np
import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    A = np.clip(np.array(A, dtype=float), 1e-12, 1 - 1e-12).reshape(1, -1)
    Y = np.array(Y, dtype=float).reshape(1, -1)
    m = Y.shape[1]
    cost = -1/m * np.sum(np.dot(Y.T, np.log(A)) + np.dot((1-Y).T, np.log(1-A)))
    return float(cost)
