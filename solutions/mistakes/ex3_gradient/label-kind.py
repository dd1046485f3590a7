"""Your gradient is right for labels that are the whole numbers 0 and 1, but not for all labels such
as 1.0 or True. Do you compare with `is`, check the type, or use the label as an index? Calculate
with y itself, as in `a - y`."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - (1 if type(y) is int and y == 1 else 0)
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gw, gb


def explains(calls, right):
    """However the kind of a label comes in: wrong, or raising, only where a label is no plain 0 or 1."""
    wrong = [call for call in calls if not call.passed]
    return bool(wrong) and all(any(type(y) is not int for y in call.arguments[1]) for call in wrong)
