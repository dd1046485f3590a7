"""Your new parameters are whole numbers. Their decimals are cut off. Keep them."""


def update(w, b, gw, gb, eta):
    return [int(wj - eta * gj) for wj, gj in zip(w, gw)], int(b - eta * gb)
