"""Your weights heed the learning rate, your bias takes its whole slope as a step. The same rule
holds for both."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gj for wj, gj in zip(w, gw)], b - gb
