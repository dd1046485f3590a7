"""Your slopes are right to a few digits only. Return every digit, since training adds up many small
steps.

Look for `round`, `int` or a format such as `:.3f` before your `return`."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return [round(g, 4) for g in gw], round(gb, 4)


def explains(calls, right):
    """Whatever the number of digits."""
    from grader.suite import cut_off

    return bool(cut_off(calls))
