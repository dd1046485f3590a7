"""Your bias heeds the learning rate, your weights take their whole slopes as steps. The same rule
holds for both."""


def update(w, b, gw, gb, eta):
    return [wj - gj for wj, gj in zip(w, gw)], b - eta * gb
