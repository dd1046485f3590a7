"""In the place of the new weights you give back their steps; the bias is right. Add each step to the
weight it belongs to."""


def update(w, b, gw, gb, eta):
    return [-eta * gj for gj in gw], b - eta * gb
