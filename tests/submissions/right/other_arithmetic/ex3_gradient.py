from math import fsum
from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    A = [forward(x, w, b) for x in X]
    m = len(Y)
    gw = [(fsum(a * x[j] for a, x in zip(A, X)) - fsum(y * x[j] for y, x in zip(Y, X))) / m for j in range(len(w))]
    return gw, (fsum(A) - fsum(Y)) / m
