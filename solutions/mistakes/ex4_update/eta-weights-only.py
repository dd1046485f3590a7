"""The weights use the learning rate, but the bias does not."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gj for wj, gj in zip(w, gw)], b - gb
