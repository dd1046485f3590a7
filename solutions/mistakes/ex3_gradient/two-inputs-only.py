"""Your gradient works for exactly two weights. There may be one input or five. Let a loop go
through all of them."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    g0 = g1 = gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        g0 += error * x[0]
        g1 += error * x[1]
        gb += error
    return [g0 / len(X), g1 / len(X)], gb / len(X)


def explains(calls, right):
    """Whatever is raised for another number of inputs."""
    asked = [(call, len(call.arguments[2]) == 2) for call in calls if call.function == "gradient"]
    return all(call.passed for call in calls if call.function != "gradient") and all(
        call.passed if two else call.value is None for call, two in asked
    )
