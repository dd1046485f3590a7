"""Your gradient is built for two weights exactly. The data may have one input or five: let a loop
go through all that there are."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    g0 = g1 = gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        g0 += error * x[0]
        g1 += error * x[1]
        gb += error
    return [g0 / len(X), g1 / len(X)], gb / len(X)
