"""Your weights stay where they are: the new values are worked out but never reach the list that you
give back. A loop variable is only a name for the value; put the new value into a list."""


def update(w, b, gw, gb, eta):
    new_w = list(w)
    for wj, gj in zip(new_w, gw):
        wj = wj - eta * gj
    return new_w, b - eta * gb
