"""Your steps are divided by the number of weights. The slopes are means already, so use them as
they are."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gj / len(w) for wj, gj in zip(w, gw)], b - eta * gb / len(w)
