"""You divide by the learning rate, so a small rate makes a huge step. Multiply by it: small rate,
small step."""


def update(w, b, gw, gb, eta):
    return [wj - gj / eta for wj, gj in zip(w, gw)], b - gb / eta
