"""Your step is right, but the caller's own weights have moved too: you changed the list that came
in. Make a new list for the new weights."""


def update(w, b, gw, gb, eta):
    for j in range(len(w)):
        w[j] -= eta * gw[j]
    return w, b - eta * gb
