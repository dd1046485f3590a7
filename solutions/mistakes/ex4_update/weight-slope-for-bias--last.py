"""Your bias takes the step of the last weight. Its own slope is gb."""


def update(w, b, gw, gb, eta):
    new_w = []
    for wj, gj in zip(w, gw):
        new_w.append(wj - eta * gj)
    return new_w, b - eta * gj
