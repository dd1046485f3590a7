"""Your step is a fraction of the parameter, so a parameter at 0 can never move. Take away the
learning rate times the slope, wherever the parameter is."""


def update(w, b, gw, gb, eta):
    return [wj * (1 - eta * gj) for wj, gj in zip(w, gw)], b * (1 - eta * gb)
