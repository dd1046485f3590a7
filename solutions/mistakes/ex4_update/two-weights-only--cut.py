"""Only your first two weights move. There may be one or five: let the loop go through all that
there are."""


def update(w, b, gw, gb, eta):
    new_w = list(w)
    for j in range(min(2, len(w))):
        new_w[j] = w[j] - eta * gw[j]
    return new_w, b - eta * gb
