"""Your neuron takes the sigmoid of each product on its own. Add the products and the bias first.
Then take the sigmoid once.

In the loop, only add `w[j] * x[j]` to the sum. After the loop, return `sigmoid` of the sum."""

import math
from itertools import product


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    total = b
    for xj, wj in zip(x, w):
        total += sigmoid(wj * xj)
    return total


def explains(calls, right):
    """Whatever becomes of the bias then, and whether the squashed products are added up or averaged."""
    from grader.suite import agrees

    asked = [call for call in calls if call.function == "forward"]
    ways = product((False, True), (False, True), (lambda b: 0.0, lambda b: b, sigmoid))
    return all(call.passed for call in calls if call.function == "sigmoid") and any(
        all(agrees(call.value, _squashed_first(*call.arguments, *way)) for call in asked) for way in ways
    )


def _squashed_first(x, w, b, bias_inside, averaged, bias_outside):
    squashed = [sigmoid(wj * xj + (b if bias_inside else 0.0)) for xj, wj in zip(x, w)]
    return sum(squashed) / (len(x) if averaged else 1) + bias_outside(b)
