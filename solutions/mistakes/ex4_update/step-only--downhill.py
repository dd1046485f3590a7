"""You return the steps, not the new parameters. Add each step to its old parameter."""


def update(w, b, gw, gb, eta):
    return [-eta * gj for gj in gw], -eta * gb
