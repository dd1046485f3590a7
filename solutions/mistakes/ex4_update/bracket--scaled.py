"""A bracket has slipped: you scale the parameter by the learning rate along with the slope. Only
the slope is multiplied; the parameter is where you start from."""


def update(w, b, gw, gb, eta):
    return [eta * (wj - gj) for wj, gj in zip(w, gw)], eta * (b - gb)
