"""Parameters and slopes are mixed up. You start at the slope and subtract the rate times the
parameter. Start at the parameter and subtract the rate times the slope."""


def update(w, b, gw, gb, eta):
    return [gj - eta * wj for wj, gj in zip(w, gw)], gb - eta * b
