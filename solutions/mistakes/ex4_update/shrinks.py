"""Besides its step, every weight loses a part of itself. That is called weight decay. Here, only take
the step."""


def update(w, b, gw, gb, eta):
    return [wj - eta * (gj + 0.01 * wj) for wj, gj in zip(w, gw)], b - eta * gb


def explains(calls, right):
    """Whatever the factor, times the learning rate or not."""
    from grader.suite import agrees

    w, _, _, _, eta = calls[0].arguments
    less = (calls[0].right[0][0] - calls[0].value[0][0]) / w[0]
    ways = (lambda eta: less, lambda rate: less / eta * rate)
    told = [call for call in calls if not call.loose]
    return 0 < less < 1 and any(all(agrees(call.value, _shrunk(call, way)) for call in told) for way in ways)


def _shrunk(call, way):
    less, (new_w, new_b) = way(call.arguments[4]), call.right
    return [new - less * wj for new, wj in zip(new_w, call.arguments[0])], new_b
