"""Your step is built for two weights exactly. There may be one or five: let a loop go through all
that there are."""


def update(w, b, gw, gb, eta):
    return [w[0] - eta * gw[0], w[1] - eta * gw[1]], b - eta * gb
