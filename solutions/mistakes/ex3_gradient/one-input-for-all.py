"""Every weight has the slope of the first one. Weight j has its own input, `x[j]`."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[0] / len(X)
        gb += error / len(X)
    return gw, gb
