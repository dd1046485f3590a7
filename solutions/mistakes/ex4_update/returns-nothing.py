"""Your update hands nothing back, so whoever calls it gets None. Printing the new parameters only
shows them to you; return hands them to the program."""


def update(w, b, gw, gb, eta):
    print([wj - eta * gj for wj, gj in zip(w, gw)], b - eta * gb)
