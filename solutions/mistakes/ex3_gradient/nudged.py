"""Your slopes are right to a few digits only. Do you find them by changing each parameter a little?
That is good for checking. The formula, error times input, gives every digit."""

import math

from ex1_sigmoid import forward


def mean_loss(X, Y, w, b):
    total = 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        total -= math.log(a) if y == 1 else math.log(1 - a)
    return total / len(X)


def gradient(X, Y, w, b, nudge=1e-4):
    here = mean_loss(X, Y, w, b)
    gw = []
    for j in range(len(w)):
        turned = list(w)
        turned[j] += nudge
        gw.append((mean_loss(X, Y, turned, b) - here) / nudge)
    return gw, (mean_loss(X, Y, w, b + nudge) - here) / nudge


def explains(calls, right):
    """Whatever the change, on one side or on both: nearly everything is a little off, and no digits were lost."""
    from grader.suite import agrees, cut_off, single_precision

    numbers = [
        pair for call in calls for pair in zip([*call.value[0], call.value[1]], [*call.right[0], call.right[1]], strict=True)
    ]
    off = [pair for pair in numbers if not agrees(*pair)]
    return (
        not cut_off(calls)
        and not single_precision(calls)
        and len(off) > 0.6 * len(numbers)
        and all(agrees(*pair, rel=0.01, abs=0.003) for pair in numbers)
    )
