import numpy as np

def loss(a, y):
    a = np.clip(a, 1e-12, 1 - 1e-12)
    return float(y * np.log(a) + (1 - y) * np.log(1 - a))

def mean_loss(A, Y):
    return float(np.mean([loss(p, t) for p, t in zip(A, Y)]))
