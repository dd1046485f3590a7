"""You make every weight a little smaller in addition to its step. That is called weight decay.
Here, only take the step."""


def update(w, b, gw, gb, eta):
    return [wj - eta * (gj + 0.01 * wj) for wj, gj in zip(w, gw)], b - eta * gb
