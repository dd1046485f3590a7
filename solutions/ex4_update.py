"""One step downhill: eta times its slope is subtracted from every parameter."""


def update(w, b, gw, gb, eta):
    """Return the new (w, b) without changing the old ones."""
    new_w = [wj - eta * gj for wj, gj in zip(w, gw)]
    new_b = b - eta * gb
    return new_w, new_b
