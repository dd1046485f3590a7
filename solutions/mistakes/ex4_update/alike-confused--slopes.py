"""Where two slopes are alike, both go to the first of their weights. A number does not know its own
place: `index` finds the first that is equal. Go through weights and slopes side by side."""


def update(w, b, gw, gb, eta):
    return [w[gw.index(gj)] - eta * gj for gj in gw], b - eta * gb
