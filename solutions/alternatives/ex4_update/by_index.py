"""A copy of the weights is changed index by index; the list that was passed in stays as it was."""


def update(w, b, gw, gb, eta):
    new_w = list(w)
    for j in range(len(new_w)):
        new_w[j] = new_w[j] - eta * gw[j]
    return new_w, b - eta * gb
