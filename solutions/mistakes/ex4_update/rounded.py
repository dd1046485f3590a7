"""Your new parameters are right to a few digits only. Return every digit, since late steps are very
small.

Look for `round`, `int` or a format such as `:.3f` before your `return`."""


def update(w, b, gw, gb, eta):
    return [round(wj - eta * gj, 4) for wj, gj in zip(w, gw)], round(b - eta * gb, 4)


def explains(calls, right):
    """Whatever the number of digits."""
    from grader.suite import cut_off

    return bool(cut_off(calls))
