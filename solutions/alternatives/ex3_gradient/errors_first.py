"""All errors are computed first; each slope is then a mean of products, written as a comprehension."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    m = len(Y)
    errors = [forward(x, w, b) - y for x, y in zip(X, Y)]
    gw = [sum(error * x[j] for error, x in zip(errors, X)) / m for j in range(len(w))]
    return gw, sum(errors) / m
