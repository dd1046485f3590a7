"""The slopes of your weights are means, but the slope of your bias is a sum. Divide it by the
number of examples, too."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j]
        gb += error
    return [g / len(X) for g in gw], gb
