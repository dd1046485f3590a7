"""Your slopes are right, but a later call changes the list that an earlier call returned. Is one
list made outside the function and used in every call? Make a new list in every call."""

from ex1_sigmoid import forward

gw = []


def gradient(X, Y, w, b):
    gw.clear()
    gw.extend([0.0] * len(w))
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gw, gb


def explains(calls, right):
    """Every value was right when it came, and a later call changed one."""
    return all(call.passed for call in calls) and any(call.changed_earlier for call in calls)
