"""Where two weights are alike, both take the slope of the first. A number does not know its own
place: `index` finds the first that is equal. Go through weights and slopes side by side."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gw[w.index(wj)] for wj in w], b - eta * gb
