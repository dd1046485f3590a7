"""Steep slopes take a smaller step than they should. Do you limit the slope or the step? The step
is the learning rate times the slope, however steep the slope is."""


def update(w, b, gw, gb, eta):
    def cut(g):
        return max(-1.0, min(1.0, g))

    return [wj - eta * cut(gj) for wj, gj in zip(w, gw)], b - eta * cut(gb)


def explains(calls, right):
    """Whatever the limit, of the slopes or of the steps, for the weights, for the bias or for both."""
    from grader.suite import agrees

    steps = []
    for call in calls:
        w, b, gw, gb, eta = call.arguments
        (new_w, new_b), (right_w, right_b) = call.value, call.right
        for old, slope, new, real in zip([*w, b], [*gw, gb], [*new_w, new_b], [*right_w, right_b], strict=True):
            if eta != 0:
                steps.append((slope, (old - new) / eta, eta, agrees(new, real)))
    return _limited([(slope, done) for slope, done, _, whole in steps if not whole]) or _limited(
        [(slope * eta, done * eta) for slope, done, eta, whole in steps if not whole]
    )


def _limited(cut):
    from grader.suite import agrees

    limit = min((abs(done) for _, done in cut), default=0.0)
    return limit > 0 and all(
        limit < abs(wanted) and agrees(done, limit if wanted > 0 else -limit, rel=1e-6, abs=1e-6)
        for wanted, done in cut
    )
