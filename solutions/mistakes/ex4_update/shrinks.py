"""You shrink every weight a little besides the step. That is weight decay, for later; here the step
is all that happens."""


def update(w, b, gw, gb, eta):
    return [wj - eta * (gj + 0.01 * wj) for wj, gj in zip(w, gw)], b - eta * gb
