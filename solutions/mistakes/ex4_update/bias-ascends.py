"""Your weights take the right step, but your bias takes it in the wrong direction. Subtract the
step there, too."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gj for wj, gj in zip(w, gw)], b + eta * gb
