"""Your step is right, but a list that came in is not what it was when you are done. It is the
caller's own: only read from it, and make a new list for the new weights."""


def update(w, b, gw, gb, eta):
    new_w = []
    for wj in w:
        new_w.append(wj - eta * gw.pop(0))
    return new_w, b - eta * gb
