"""Your new parameters are cut to whole numbers. Keep what comes after the point: nearly everything
that a neuron learns is there."""


def update(w, b, gw, gb, eta):
    return [int(wj - eta * gj) for wj, gj in zip(w, gw)], int(b - eta * gb)
