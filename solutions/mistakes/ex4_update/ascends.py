"""You add the step, so the loss grows. Subtract it."""


def update(w, b, gw, gb, eta):
    return [wj + eta * gj for wj, gj in zip(w, gw)], b + eta * gb
