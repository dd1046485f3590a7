"""Your update works with lists and fails with tuples. Do you use something that only lists can do,
such as `append`, `copy`, or `w[j] = ...`? Make a new list, such as `list(w)`."""


def update(w, b, gw, gb, eta):
    new_w = w.copy()
    for j in range(len(w)):
        new_w[j] -= eta * gw[j]
    return new_w, b - eta * gb


def explains(calls, right):
    """Whatever it is that tuples cannot do: each wrong call raised something, and had a tuple among its arguments."""
    tuples = [any(isinstance(argument, tuple) for argument in call.arguments) for call in calls]
    wrong = [(call, tupled) for call, tupled in zip(calls, tuples) if not call.passed and (tupled or not call.loose)]
    return bool(wrong) and all(call.value is None and tupled for call, tupled in wrong)
