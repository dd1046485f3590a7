"""Your first weight does not change. Does your loop start at 1? Positions in a list start at 0."""


def update(w, b, gw, gb, eta):
    new_w = list(w)
    for j in range(1, len(w)):
        new_w[j] = w[j] - eta * gw[j]
    return new_w, b - eta * gb
