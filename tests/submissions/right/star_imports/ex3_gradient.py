from math import *

from ex1_sigmoid import *


def gradient(X, Y, w, b):
    m = len(X)
    errors = [forward(X[i], w, b) - Y[i] for i in range(m)]
    gw = [fsum(errors[i] * X[i][j] for i in range(m)) / m for j in range(len(w))]
    return gw, fsum(errors) / m
