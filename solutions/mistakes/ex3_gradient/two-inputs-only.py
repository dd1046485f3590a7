"""Your gradient works for exactly two weights. There may be one input or five. Let a loop go
through all of them."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    g0 = g1 = gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        g0 += error * x[0]
        g1 += error * x[1]
        gb += error
    return [g0 / len(X), g1 / len(X)], gb / len(X)
