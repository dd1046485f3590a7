"""Your step depends on earlier calls. Does your code keep something from call to call, such as a
velocity for momentum? Each step must be made of the arguments alone."""

velocity = {}


def update(w, b, gw, gb, eta):
    slopes = [*gw, gb]
    v = velocity.get(len(w), [0.0] * len(slopes))
    v = [0.9 * vj + eta * gj for vj, gj in zip(v, slopes)]
    velocity[len(w)] = v
    return [wj - vj for wj, vj in zip(w, v)], b - v[-1]


def explains(calls, right):
    """Whatever is kept: the first step is right, and the same question has another answer later."""
    from grader.suite import agrees

    answers, changed = {}, False
    for call in calls:
        changed |= not agrees(call.value, answers.setdefault(repr(call.arguments), call.value))
    return changed and agrees(calls[0].value, calls[0].right)
