import numpy as np
from ex1_sigmoid import forward

def nonlin(a):
    return a * (1 - a)

def gradient(X, Y, w, b):
    l0 = np.array(X, dtype=float)
    l1 = np.array([forward(r, w, b) for r in X])
    l1_error = l1 - np.array(Y)
    l1_delta = l1_error * nonlin(l1)
    return list(np.dot(l0.T, l1_delta)), float(np.sum(l1_delta))
