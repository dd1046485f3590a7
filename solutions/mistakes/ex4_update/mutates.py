"""Your step is right, but a list from the caller is not the same after the call. Only read from it,
and make a new list for the new weights."""


def update(w, b, gw, gb, eta):
    new_w = []
    for wj in w:
        new_w.append(wj - eta * gw.pop(0))
    return new_w, b - eta * gb


def explains(calls, right):
    """Whatever is changed: every value is right, and some list is not what it was."""
    from grader.suite import agrees

    counting = [call for call in calls if not call.loose]
    return all(agrees(call.value, call.right) for call in counting) and any(not call.passed for call in counting)
