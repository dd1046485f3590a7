"""Your step always has the same learning rate, 0.1, whatever the caller says. It comes in as the
last argument: use that."""


def update(w, b, gw, gb, eta):
    return [wj - 0.1 * gj for wj, gj in zip(w, gw)], b - 0.1 * gb
