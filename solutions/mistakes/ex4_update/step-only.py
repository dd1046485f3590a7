"""You return the steps, not the new parameters. Subtract each step from its old parameter."""


def update(w, b, gw, gb, eta):
    return [eta * gj for gj in gw], eta * gb
