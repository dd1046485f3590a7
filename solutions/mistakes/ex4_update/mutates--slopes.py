"""Your step is right, but after the call the caller's slopes are multiplied by the learning rate.
Keep the steps in a new list."""


def update(w, b, gw, gb, eta):
    for j in range(len(gw)):
        gw[j] *= eta
    return [wj - gj for wj, gj in zip(w, gw)], b - eta * gb
