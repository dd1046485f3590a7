"""Your step has the same learning rate in every call. Does your code set the rate itself? Use the
last argument of `update`."""


def update(w, b, gw, gb, eta):
    eta = 0.5
    return [wj - eta * gj for wj, gj in zip(w, gw)], b - eta * gb


def explains(calls, right):
    """Whatever the rate; the first step tells it."""
    from grader.suite import agrees

    w, b, gw, gb, _ = calls[0].arguments
    eta = (b - calls[0].value[1]) / gb
    return eta > 0 and all(
        agrees(call.value, right("update", *call.arguments[:4], eta), abs=1e-9) for call in calls
    )
