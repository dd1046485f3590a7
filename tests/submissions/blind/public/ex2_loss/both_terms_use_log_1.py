import numpy as np

def loss(a, y):
    a = np.clip(a, 1e-12, 1 - 1e-12)
    one = y * np.log(1 - a)
    zero = (1 - y) * np.log(1 - a)
    return float(-(one + zero))

def mean_loss(A, Y):
    return float(np.mean([loss(a, y) for a, y in zip(A, Y)]))
