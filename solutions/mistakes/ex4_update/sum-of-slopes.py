"""Every weight takes the steps of all of them together: you sum the slopes first. Each has a slope
of its own: walk through both lists together."""


def update(w, b, gw, gb, eta):
    return [wj - eta * sum(gw) for wj in w], b - eta * gb
