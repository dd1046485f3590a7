"""Your step is the learning rate alone, so every parameter takes the same step. Multiply the rate by the
slope of the parameter."""


def update(w, b, gw, gb, eta):
    return [wj - eta for wj in w], b - eta
