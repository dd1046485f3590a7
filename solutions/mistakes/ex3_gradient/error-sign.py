"""All your slopes have the wrong sign. The error is the prediction minus the label, a - y. Do you
subtract in the other order, or is there a minus somewhere else?

`error = forward(x, w, b) - y`, in this order."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = y - forward(x, w, b)
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gw, gb
