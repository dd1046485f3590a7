"""Your curve has the right shape, but t is multiplied by a number first, so the curve is too steep or
too flat. Use t itself: `math.exp(-t)`."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-5 * t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)


def explains(calls, right):
    """Whatever the number; the curve near 0 tells it."""
    from grader.suite import agrees

    asked = [call for call in calls if call.function == "sigmoid"]
    t, s = next((call.arguments[0], call.value) for call in asked if 0 < abs(call.arguments[0]) < 0.7)
    times = math.log(s / (1 - s)) / t
    return (
        times > 0
        and not 0.95 < times < 1.04  # that is e typed with a few digits
        and all(agrees(call.value, right("sigmoid", times * call.arguments[0]), rel=1e-6, abs=1e-9) for call in asked)
    )
