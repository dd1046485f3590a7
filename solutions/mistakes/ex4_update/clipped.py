"""Steep slopes take a smaller step than they should. Do you limit the slope or the step? The step
is the learning rate times the slope, however steep the slope is."""


def update(w, b, gw, gb, eta):
    def cut(g):
        return max(-1.0, min(1.0, g))

    return [wj - eta * cut(gj) for wj, gj in zip(w, gw)], b - eta * cut(gb)


def explains(calls, right):
    """Whatever the limit, of the slopes or of the steps, for the weights, for the bias or for both."""
    steps = []
    for call in calls:
        w, b, gw, gb, eta = call.arguments
        new_w, new_b = call.value
        for old, slope, new in zip([*w, b], [*gw, gb], [*new_w, new_b], strict=True):
            if eta != 0:
                steps.append((slope, (old - new) / eta, abs(eta)))
    return _limited([(s, d) for s, d, _ in steps]) or _limited([(s * eta, d * eta) for s, d, eta in steps])


def _limited(pairs):
    from grader.suite import agrees

    short = [abs(done) for wanted, done in pairs if not agrees(done, wanted, rel=1e-6, abs=1e-6)]
    limit = min(short, default=0.0)
    return limit > 0 and all(
        agrees(done, max(-limit, min(limit, wanted)), rel=1e-6, abs=1e-6) or agrees(done, wanted, rel=1e-6, abs=1e-6)
        for wanted, done in pairs
    )
