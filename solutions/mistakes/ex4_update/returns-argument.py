"""Your step is right, but sometimes you return the caller's own list. If the caller changes it
later, both change. Is there a case where you return w itself? Return a new list in every case, such
as `list(w)`."""


def update(w, b, gw, gb, eta):
    if eta == 0 or not any(gw):
        return w, b - eta * gb
    return [wj - eta * gj for wj, gj in zip(w, gw)], b - eta * gb


def explains(calls, right):
    """Every value was right, and a list in one was the caller's own."""
    return (
        all(call.passed for call in calls)
        and any(call.shares_argument for call in calls)
        and not any(call.changed_earlier for call in calls)
    )
