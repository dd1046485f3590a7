"""Your curve runs the wrong way: it falls from 1 to 0 as t grows. For a large t the exponential in
the denominator should die away and leave 1; look at the sign in its exponent.

math.exp(-t), with the minus inside the brackets."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)
