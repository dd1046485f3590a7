"""Your step is right, but the caller's slopes have shrunk: you multiplied them by the learning rate
in their own list. Keep the steps in a list of your own."""


def update(w, b, gw, gb, eta):
    for j in range(len(gw)):
        gw[j] *= eta
    return [wj - gj for wj, gj in zip(w, gw)], b - eta * gb
