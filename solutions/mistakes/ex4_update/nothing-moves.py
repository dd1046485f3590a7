"""Nothing moves: you give back the parameters as they came. The new values are worked out, but
under names that you do not return."""


def update(w, b, gw, gb, eta):
    new_w = [wj - eta * gj for wj, gj in zip(w, gw)]
    new_b = b - eta * gb
    return w, b
