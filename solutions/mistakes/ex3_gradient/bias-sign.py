"""The slope of your bias has the wrong sign, while the slopes of the weights are right. Use the
same error, a - y, for both."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb -= error / len(X)
    return gw, gb
