import math

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    errors = [forward(x, w, b) - y for x, y in zip(X, Y)]
    gw = [math.fsum(e * x[j] for e, x in zip(errors, X)) / len(X) for j in range(len(w))]
    return gw, math.fsum(errors) / len(X)
