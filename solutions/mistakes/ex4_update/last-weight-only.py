"""You return the last weight only. Do you make a new list for each weight? Make one list before the
loop, and append to it."""


def update(w, b, gw, gb, eta):
    for wj, gj in zip(w, gw):
        new_w = [wj - eta * gj]
    return new_w, b - eta * gb
