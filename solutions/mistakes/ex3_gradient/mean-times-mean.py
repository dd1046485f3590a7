"""You average the errors, average the inputs, and multiply the two means. Multiply first, example
by example. Then average the products."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    m = len(X)
    gb = sum(forward(x, w, b) - y for x, y in zip(X, Y)) / m
    gw = [gb * sum(x[j] for x in X) / m for j in range(len(w))]
    return gw, gb
