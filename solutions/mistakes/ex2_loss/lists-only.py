"""Your mean_loss works when A and Y are lists, and fails when one of them is a tuple. Do you use
something that only lists can do, such as `append`, `copy`, or `+` with another list? Read the
values by index or with `zip`."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    pairs = list(zip(A.copy(), Y.copy()))
    return sum(loss(a, y) for a, y in pairs) / len(pairs)


def explains(calls, right):
    """Whatever it is that tuples cannot do: each wrong call raised something, and had a tuple among its arguments."""
    tuples = [any(isinstance(argument, tuple) for argument in call.arguments) for call in calls]
    wrong = [(call, tupled) for call, tupled in zip(calls, tuples) if not call.passed and (tupled or not call.loose)]
    return bool(wrong) and all(call.value is None and tupled for call, tupled in wrong)
