"""You divide the slope of the bias by the number of weights. Divide it by the number of examples,
as you do for the weights."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(w)
    return gw, gb
