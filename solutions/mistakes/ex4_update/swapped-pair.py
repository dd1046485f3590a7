"""You return the bias first. Return the weights first, then the bias."""


def update(w, b, gw, gb, eta):
    return b - eta * gb, [wj - eta * gj for wj, gj in zip(w, gw)]
