"""Your bias takes the right step, but your weights take it in the wrong direction. Subtract the
step there, too."""


def update(w, b, gw, gb, eta):
    return [wj + eta * gj for wj, gj in zip(w, gw)], b - eta * gb
