"""Your bias takes its step again for every weight. It has one slope, and takes one step: outside
the loop."""


def update(w, b, gw, gb, eta):
    new_w = []
    for wj, gj in zip(w, gw):
        new_w.append(wj - eta * gj)
        b = b - eta * gb
    return new_w, b
