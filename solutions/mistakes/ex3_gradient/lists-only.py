"""Your gradient works with lists and fails with tuples. Do you use something that only lists can
do, such as `append`, `copy`, or `+` with another list? Read the values by index or with `zip`."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    parameters = w + [b]
    for x, y in zip(X, Y):
        error = forward(x + [1.0], parameters, 0.0) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gw, gb


def explains(calls, right):
    """Whatever it is that tuples cannot do: each wrong call raised something, and had a tuple among its arguments."""
    tuples = [any(isinstance(argument, tuple) for argument in call.arguments) for call in calls]
    wrong = [(call, tupled) for call, tupled in zip(calls, tuples) if not call.passed and (tupled or not call.loose)]
    return bool(wrong) and all(call.value is None and tupled for call, tupled in wrong)
