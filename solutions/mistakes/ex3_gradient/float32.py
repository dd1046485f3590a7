"""Your slopes agree with the right ones to about seven digits. That is what `float32` keeps.
Python's own floats keep about sixteen digits.

Look for `float32` or `np.single` in your code. Use `float`, or leave the type out."""

import math

from ex1_sigmoid import forward


def single(number):
    """Return the number that float32 keeps."""
    part, exponent = math.frexp(number)
    return math.ldexp(round(math.ldexp(part, 24)), exponent - 24)


def gradient(X, Y, w, b):
    m = len(X)
    errors = [forward(x, w, b) - y for x, y in zip(X, Y)]
    gw = [single(sum(e * x[j] for e, x in zip(errors, X)) / m) for j in range(len(w))]
    return gw, single(sum(errors) / m)


def explains(calls, right):
    """Whatever is kept so: some part of the answers holds numbers of float32 alone, and nothing is far from right."""
    from grader.suite import single_precision

    return bool(single_precision(calls))
