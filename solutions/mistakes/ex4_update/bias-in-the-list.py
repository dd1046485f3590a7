"""You return one list, with the new bias at its end. Return two things, the list of weights and the
bias."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gj for wj, gj in zip(w, gw)] + [b - eta * gb]
