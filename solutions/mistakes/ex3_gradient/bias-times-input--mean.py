"""The slope of your bias is multiplied by the mean of the inputs. No input multiplies the bias, so
its slope is the mean of the errors alone."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error * sum(x) / len(x) / len(X)
    return gw, gb
