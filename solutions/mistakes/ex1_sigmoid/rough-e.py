"""Your curve is slightly off. Did you type e with a few digits only? Use `math.exp(-t)`, which
knows e to the last digit."""

import math


def sigmoid(t):
    return 1 / (1 + 2.718 ** (-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)


def explains(calls, right):
    """Whatever the digits; the curve at 2 tells them."""
    from grader.suite import agrees

    at_two = next(call.value for call in calls if call.function == "sigmoid" and call.arguments == (2.0,))
    e = (1 / at_two - 1) ** -0.5
    if not 2.6 < e < 2.8 or abs(e - math.e) < 1e-12:
        return False

    def value(call):
        x, w, b = call.arguments if call.function == "forward" else ((), (), call.arguments[0])
        return 1 / (1 + e ** -(b + sum(wj * xj for wj, xj in zip(w, x))))

    return all(agrees(call.value, value(call), rel=1e-7, abs=1e-10) for call in calls)
