"""You return the first weight only. Does your code return inside the loop, before it has seen the
others? Check how far the `return` line is indented."""


def update(w, b, gw, gb, eta):
    new_w = []
    for wj, gj in zip(w, gw):
        new_w.append(wj - eta * gj)
        return new_w, b - eta * gb
