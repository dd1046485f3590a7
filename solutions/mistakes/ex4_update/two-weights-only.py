"""Your update works for exactly two weights. There may be one weight or five. Let a loop go through
all of them."""


def update(w, b, gw, gb, eta):
    return [w[0] - eta * gw[0], w[1] - eta * gw[1]], b - eta * gb
