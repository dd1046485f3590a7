"""Every label is multiplied by the input, but what the neuron said is not: a bracket is missing.
First the whole error a - y, then times the input."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        for j in range(len(w)):
            gw[j] += (a - y * x[j]) / len(X)
        gb += (a - y) / len(X)
    return gw, gb
