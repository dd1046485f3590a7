"""The learning rate multiplies the parameter, and the slope stands alone. It must be the other way
round. Subtract eta times the slope from the parameter."""


def update(w, b, gw, gb, eta):
    return [eta * wj - gj for wj, gj in zip(w, gw)], eta * b - gb
