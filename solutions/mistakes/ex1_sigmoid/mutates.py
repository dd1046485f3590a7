"""Your answers are right, but a list that came in is not what it was when you are done. It is the
caller's own: only read from it, or work on a copy, such as list(x)."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    while x:
        t += x.pop() * w.pop()
    return sigmoid(t)
