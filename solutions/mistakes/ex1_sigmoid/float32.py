"""Your values agree with the right ones to about seven digits. That is what `float32` keeps.
Python's own floats keep about sixteen digits.

Look for `float32` or `np.single` in your code. Use `float`, or leave the type out."""

import math


def single(number):
    """Return the number that float32 keeps."""
    part, exponent = math.frexp(number)
    return math.ldexp(round(math.ldexp(part, 24)), exponent - 24)


def sigmoid(t):
    return single(1 / (1 + math.exp(-t)))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)


def explains(calls, right):
    """Whatever is kept so: some part of the answers holds numbers of float32 alone, and nothing is far from right."""
    from grader.suite import single_precision

    return bool(single_precision(calls))
