"""Only your first two weights change. There may be one weight or five. Let the loop go through all
of them."""


def update(w, b, gw, gb, eta):
    new_w = list(w)
    for j in range(min(2, len(w))):
        new_w[j] = w[j] - eta * gw[j]
    return new_w, b - eta * gb
