"""Every weight takes the step of the first one. Each has a slope of its own: walk through both
lists together."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gw[0] for wj in w], b - eta * gb
