"""You change the caller's own list of weights: it has moved too when you are done, and a tuple cannot
be changed at all. Make a new list for the new weights."""


def update(w, b, gw, gb, eta):
    for j in range(len(w)):
        w[j] -= eta * gw[j]
    return w, b - eta * gb
