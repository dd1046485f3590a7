"""Your step is multiplied by the parameter, so a parameter of 0 never changes. Subtract the
learning rate times the slope, and nothing else."""


def update(w, b, gw, gb, eta):
    return [wj * (1 - eta * gj) for wj, gj in zip(w, gw)], b * (1 - eta * gb)
