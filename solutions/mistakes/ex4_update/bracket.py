"""You subtract the learning rate from the parameter and multiply by the slope. Multiply the rate by
the slope first, then subtract that from the parameter. Check your parentheses."""


def update(w, b, gw, gb, eta):
    return [(wj - eta) * gj for wj, gj in zip(w, gw)], (b - eta) * gb
