"""Your mean is right, but a list from the caller is not the same after the call. Only read from A
and Y, or work on a copy, such as `list(A)`."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    m = len(A)
    total = 0.0
    while A:
        total += loss(A.pop(0), Y.pop(0))
    return total / m


def explains(calls, right):
    """Whatever is changed: every value is right, and some list is not what it was."""
    from grader.suite import agrees

    counting = [call for call in calls if not call.loose]
    return all(agrees(call.value, call.right) for call in counting) and any(not call.passed for call in counting)
