"""Far from 0 your function returns exactly 0 or exactly 1, too early. The sigmoid gets closer and
closer to 0 and 1 there, and the small differences count. Do you have an `if` that returns 0 or 1
for large sums?"""

import math


def sigmoid(t):
    if t < -20:
        return 0.0
    if t > 20:
        return 1.0
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)


def explains(calls, right):
    """Wherever it begins, on one side or on both, in sigmoid, in forward or in both."""
    from grader.suite import agrees

    both = (_saturated([c for c in calls if c.function == name]) for name in ("sigmoid", "forward"))
    return all(both) and not all(agrees(call.value, call.right) for call in calls)


def _saturated(calls):
    wrong = [call for call in calls if not call.passed]
    low = max((call.right for call in wrong if call.value == 0), default=0.0)
    high = min((call.right for call in wrong if call.value == 1), default=1.0)
    return (
        low < 0.1
        and high > 0.9
        and all(call.value in (0, 1) for call in wrong)
        and all(call.value < 1e-11 for call in calls if call.right <= low)
        and all(call.value > 1 - 1e-9 for call in calls if call.right >= high)
    )
