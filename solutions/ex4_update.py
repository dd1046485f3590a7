"""One step downhill: every parameter moves against its slope, eta times as far."""


def update(w, b, gw, gb, eta):
    """The new (w, b); the old ones stay as they are."""
    new_w = [wj - eta * gj for wj, gj in zip(w, gw)]
    new_b = b - eta * gb
    return new_w, new_b
