"""Parameter and slope have changed places: you begin at the slope and step by the parameter. Begin
at the parameter."""


def update(w, b, gw, gb, eta):
    return [gj - eta * wj for wj, gj in zip(w, gw)], gb - eta * b
