"""You give back only the last weight: each new list takes the place of the one before. Begin one
list before the loop, and append to it."""


def update(w, b, gw, gb, eta):
    for wj, gj in zip(w, gw):
        new_w = [wj - eta * gj]
    return new_w, b - eta * gb
