"""Your weights do not change, but the bias does. Do you assign to the loop variable? It is only a
name for the value. Put the new value into a list."""


def update(w, b, gw, gb, eta):
    new_w = list(w)
    for wj, gj in zip(new_w, gw):
        wj = wj - eta * gj
    return new_w, b - eta * gb
