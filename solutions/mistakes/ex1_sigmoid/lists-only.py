"""Your neuron works when x and w are lists, and fails when one of them is a tuple. Do you use
something that only lists can do, such as `append`, `copy`, or `+` with another list? Read the
values by index or with `zip`."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    x = x + [1.0]
    w = w + [b]
    return sigmoid(sum(wj * xj for xj, wj in zip(x, w)))


def explains(calls, right):
    """Whatever it is that tuples cannot do: each wrong call raised something, and had a tuple among its arguments."""
    tuples = [any(isinstance(argument, tuple) for argument in call.arguments) for call in calls]
    wrong = [(call, tupled) for call, tupled in zip(calls, tuples) if not call.passed and (tupled or not call.loose)]
    return bool(wrong) and all(call.value is None and tupled for call, tupled in wrong)
