import numpy as np
def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return float(-(y * np.log(a) + (1 - y) * np.log(1 - a)))
def mean_loss(A, Y):
    A, Y = np.array(A), np.array(Y)
    return float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))
