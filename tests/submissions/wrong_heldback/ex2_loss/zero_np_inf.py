import numpy as np
def loss(a, y):
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))
def mean_loss(A, Y):
    return np.mean([loss(a, y) for a, y in zip(A, Y)])
