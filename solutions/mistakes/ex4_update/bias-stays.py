"""Your bias does not change. It takes a step, too, with its own slope, gb."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gj for wj, gj in zip(w, gw)], b
