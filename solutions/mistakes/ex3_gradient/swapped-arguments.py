"""Weights and bias have changed places on the way to forward. It takes the input first, then the
weights, then the bias."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, b, w) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gw, gb
