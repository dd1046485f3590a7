"""When the learning rate is 0, your code uses another rate. With a rate of 0 nothing changes.
Python takes 0 for false in `if eta` and in `eta or 0.5`."""


def update(w, b, gw, gb, eta):
    eta = eta or 0.5
    return [wj - eta * gj for wj, gj in zip(w, gw)], b - eta * gb


def explains(calls, right):
    """Whatever rate takes its place."""
    from grader.suite import agrees

    zero = [call for call in calls if call.arguments[4] == 0]
    w, b, gw, gb, _ = zero[0].arguments
    eta = (b - zero[0].value[1]) / gb
    return (
        eta != 0
        and all(call.passed for call in calls if call.arguments[4] != 0)
        and all(agrees(call.value, right("update", *call.arguments[:4], eta), abs=1e-9) for call in zero)
    )
