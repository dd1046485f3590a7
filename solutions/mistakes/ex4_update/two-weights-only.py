"""Your update works for exactly two weights. There may be one weight or five. Let a loop go through
all of them."""


def update(w, b, gw, gb, eta):
    return [w[0] - eta * gw[0], w[1] - eta * gw[1]], b - eta * gb


def explains(calls, right):
    """Whatever is raised for another number of inputs."""
    asked = [(call, len(call.arguments[0]) == 2) for call in calls if call.function == "update"]
    return all(call.passed for call in calls if call.function != "update") and all(
        call.passed if two else call.value is None for call, two in asked
    )
