"""Your bias stays where it is. It is a parameter like the weights, with a slope of its own, and
takes its step too."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gj for wj, gj in zip(w, gw)], b
