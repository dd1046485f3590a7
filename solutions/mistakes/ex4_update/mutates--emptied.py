"""Your step is right, but the caller's lists are empty when you are done: pop takes out what it
gives. Walk through the lists without taking anything out."""


def update(w, b, gw, gb, eta):
    new_w = []
    while w:
        new_w.append(w.pop(0) - eta * gw.pop(0))
    return new_w, b - eta * gb
