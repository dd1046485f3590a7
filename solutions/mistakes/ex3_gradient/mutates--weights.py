"""Your slopes are right, but after the call the caller's weights have changed. Computing the
gradient must not take a step. The step is the next exercise."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    if isinstance(w, list):
        for j in range(len(w)):
            w[j] -= gw[j]
    return gw, gb
