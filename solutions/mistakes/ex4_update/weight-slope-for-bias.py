"""Your bias takes the step of the first weight. Its own slope is gb."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gj for wj, gj in zip(w, gw)], b - eta * gw[0]
