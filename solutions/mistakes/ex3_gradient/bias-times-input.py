"""The slope of your bias has the inputs in it. No input multiplies the bias, so its slope is the
mean of the errors alone.

`gb += error` stands outside the loop over the inputs, with no x in it."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
            gb += error * x[j] / len(X)
    return gw, gb
