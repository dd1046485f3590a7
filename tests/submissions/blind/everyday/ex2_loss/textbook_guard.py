import numpy as np

def loss(a, y):
    epsilon = 1e-8
    return float(-(y * np.log(a + epsilon) + (1 - y) * np.log(1 - a + epsilon)))

def mean_loss(A, Y):
    return float(np.average([loss(a, y) for a, y in zip(A, Y)]))
