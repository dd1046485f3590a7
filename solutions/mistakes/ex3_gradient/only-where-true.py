"""Only the examples with label 1 count. The other examples have errors, too. Where the label is 0,
the error is the prediction itself."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = (forward(x, w, b) - y) * y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gw, gb
