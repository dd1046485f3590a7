"""Your bias does not change. It has a slope of its own and takes a step, too."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gj for wj, gj in zip(w, gw)], b
