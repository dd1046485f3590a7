"""You divide by the learning rate. Multiply by it, so that a small rate gives a small step."""


def update(w, b, gw, gb, eta):
    return [wj - gj / eta for wj, gj in zip(w, gw)], b - gb / eta
