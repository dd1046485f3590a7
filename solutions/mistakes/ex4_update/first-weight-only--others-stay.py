"""Only the first weight takes a step, the others do not change. Let your loop go through all of
them."""


def update(w, b, gw, gb, eta):
    new_w = list(w)
    new_w[0] -= eta * gw[0]
    return new_w, b - eta * gb
