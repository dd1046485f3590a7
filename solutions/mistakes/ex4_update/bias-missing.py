"""You return the weights only. Return the new bias, too, after the weights."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gj for wj, gj in zip(w, gw)]
