import numpy as np

def loss(y_hat, y):
    return float(-y * np.log(y_hat + 1e-9) - (1 - y) * np.log(1 - y_hat + 1e-9))

def mean_loss(A, Y):
    return float(np.mean([loss(p, t) for p, t in zip(A, Y)]))
