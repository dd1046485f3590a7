"""When two weights are equal, both take the slope of the first one. Do you look up a position with
`index`? It always finds the first equal value. Go through weights and slopes side by side, with
`zip(w, gw)`."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gw[w.index(wj)] for wj in w], b - eta * gb
