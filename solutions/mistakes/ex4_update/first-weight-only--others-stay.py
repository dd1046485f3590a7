"""Only the first weight moves with you, the others stay where they were. Go through all of them: each
takes its own step."""


def update(w, b, gw, gb, eta):
    new_w = list(w)
    new_w[0] -= eta * gw[0]
    return new_w, b - eta * gb
