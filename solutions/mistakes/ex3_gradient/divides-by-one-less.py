"""You divide by one less than the number of examples. A mean is divided by the full number, so that
one example works too."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    m = len(X) - 1
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / m
        gb += error / m
    return gw, gb
