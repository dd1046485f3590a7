"""The slope of your last weight is always 0. Does your inner loop stop one too early? `range(n)`
already ends at n - 1."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w) - 1):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gw, gb
