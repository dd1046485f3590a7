"""When two slopes are equal, both use the weight of the first one. Do you look up a position with
`index`? It always finds the first equal value. Go through weights and slopes side by side, with
`zip(w, gw)`."""


def update(w, b, gw, gb, eta):
    return [w[gw.index(gj)] - eta * gj for gj in gw], b - eta * gb
