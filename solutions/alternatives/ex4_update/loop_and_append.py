"""The same step with a loop and `append`: longer than a comprehension, and easy to print from."""


def update(w, b, gw, gb, eta):
    new_w = []
    for wj, gj in zip(w, gw):
        new_w.append(wj - eta * gj)
    return new_w, b - eta * gb
