"""Your step is right, but the caller's lists are empty after the call. `pop` removes what it
returns. Go through the lists without removing anything."""


def update(w, b, gw, gb, eta):
    new_w = []
    while w:
        new_w.append(w.pop(0) - eta * gw.pop(0))
    return new_w, b - eta * gb
