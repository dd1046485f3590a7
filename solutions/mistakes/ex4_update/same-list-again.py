"""Each step is right, but a later call changes the list that an earlier call returned. Is one list
made outside the function and used in every call? Make a new list in every call."""

new_w = []


def update(w, b, gw, gb, eta):
    new_w.clear()
    for wj, gj in zip(w, gw):
        new_w.append(wj - eta * gj)
    return new_w, b - eta * gb


def explains(calls, right):
    """Every value was right when it came, and a later call changed one."""
    return all(call.passed for call in calls) and any(call.changed_earlier for call in calls)
