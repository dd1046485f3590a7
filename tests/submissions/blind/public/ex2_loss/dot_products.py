import numpy as np

def loss(a, y):
    return mean_loss([a], [y])

def mean_loss(A, Y):
    h = np.clip(np.asarray(A, dtype=float), 1e-15, 1 - 1e-15)
    y = np.asarray(Y, dtype=float)
    m = y.shape[0]
    return float((np.dot(-y, np.log(h)) - np.dot(1 - y, np.log(1 - h))) / m)
