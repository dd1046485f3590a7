"""You give back only the first weight. Is the answer given inside the loop, before the others had
their turn? Look at how far the last line is indented."""


def update(w, b, gw, gb, eta):
    new_w = []
    for wj, gj in zip(w, gw):
        new_w.append(wj - eta * gj)
        return new_w, b - eta * gb
