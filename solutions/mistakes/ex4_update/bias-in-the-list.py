"""You put the new bias into the list of weights. Give back two things: the list of weights, and the
bias beside it."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gj for wj, gj in zip(w, gw)] + [b - eta * gb]
