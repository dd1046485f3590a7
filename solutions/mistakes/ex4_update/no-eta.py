"""Your step is the whole slope. The learning rate is not used. Multiply the slope by it."""


def update(w, b, gw, gb, eta):
    return [wj - gj for wj, gj in zip(w, gw)], b - gb
