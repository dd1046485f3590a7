"""Your `update` returns None. Printing shows values on the screen, and only `return` gives them
back to the caller."""


def update(w, b, gw, gb, eta):
    print([wj - eta * gj for wj, gj in zip(w, gw)], b - eta * gb)
