"""Nothing is added up over the examples. gw holds one row for each example, and gb one error for each.
Add them up, so that there is one number for each weight, and one number for the bias."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    m = len(X)
    errors = [forward(x, w, b) - y for x, y in zip(X, Y)]
    return [[error * xj / m for xj in x] for error, x in zip(errors, X)], [error / m for error in errors]
