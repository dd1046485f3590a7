"""The learning rate also multiplies the parameter. It multiplies the slope only. Check your
parentheses."""


def update(w, b, gw, gb, eta):
    return [eta * (wj - gj) for wj, gj in zip(w, gw)], eta * (b - gb)
