import numpy as np

epsilon = 1e-5

def loss(a, y):
    return float(-(y * np.log(a + epsilon) + (1 - y) * np.log(1 - a + epsilon)))

def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(Y)
