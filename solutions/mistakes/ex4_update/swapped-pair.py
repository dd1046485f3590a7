"""You give the bias first and the weights second. The weights come first, as they do among the
arguments."""


def update(w, b, gw, gb, eta):
    return b - eta * gb, [wj - eta * gj for wj, gj in zip(w, gw)]
