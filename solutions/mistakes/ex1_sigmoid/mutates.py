"""Your predictions are right, but a list from the caller is not the same after the call. Only read
from x and w, or work on a copy, such as `list(x)`."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    while x:
        t += x.pop() * w.pop()
    return sigmoid(t)


def explains(calls, right):
    """Whatever is changed: every value is right, and some list is not what it was."""
    from grader.suite import agrees

    counting = [call for call in calls if not call.loose]
    return all(agrees(call.value, call.right) for call in counting) and any(not call.passed for call in counting)
