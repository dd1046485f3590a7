"""Your new parameters have the wrong sign. You subtract the parameter from the step. Subtract the
step from the parameter."""


def update(w, b, gw, gb, eta):
    return [eta * gj - wj for wj, gj in zip(w, gw)], eta * gb - b
