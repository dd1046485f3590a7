"""Your losses agree with the right ones to about seven digits. That is what `float32` keeps.
Python's own floats keep about sixteen digits.

Look for `float32` or `np.single` in your code. Use `float`, or leave the type out."""

import math


def single(number):
    """Return the number that float32 keeps."""
    part, exponent = math.frexp(number)
    return math.ldexp(round(math.ldexp(part, 24)), exponent - 24)


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return single(-(y * math.log(a) + (1 - y) * math.log(1 - a)))


def mean_loss(A, Y):
    return single(sum(loss(a, y) for a, y in zip(A, Y)) / len(Y))


def explains(calls, right):
    """Whatever is kept so: some part of the answers holds numbers of float32 alone, and nothing is far from right."""
    from grader.suite import single_precision

    return bool(single_precision(calls))
