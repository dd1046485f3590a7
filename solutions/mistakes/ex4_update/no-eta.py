"""Your step is the whole slope: the learning rate is never used. It says how far to trust the
slope, so multiply by it."""


def update(w, b, gw, gb, eta):
    return [wj - gj for wj, gj in zip(w, gw)], b - gb
