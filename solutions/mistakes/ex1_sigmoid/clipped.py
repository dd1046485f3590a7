"""From some t on, your curve stays at one value. Do you limit t, the sum, or the result? Let the
curve get as close to 0 and 1 as it does. Only for t far below -700 does `math.exp(-t)` need any
care."""

import math


def sigmoid(t):
    s = 1 / (1 + math.exp(-t))
    return min(max(s, 0.01), 0.99)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)


def explains(calls, right):
    """Whatever the limits, on one side or on both, in sigmoid, in forward or in both."""
    from grader.suite import agrees

    both = (_limited([c for c in calls if c.function == name]) for name in ("sigmoid", "forward"))
    return all(both) and not all(agrees(call.value, call.right) for call in calls)


def _limited(calls):
    from grader.suite import agrees

    low, high = min(call.value for call in calls), max(call.value for call in calls)
    return low < 0.5 < high and all(agrees(call.value, min(max(call.right, low), high)) for call in calls)
