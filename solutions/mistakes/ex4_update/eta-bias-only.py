"""The bias uses the learning rate, but the weights do not."""


def update(w, b, gw, gb, eta):
    return [wj - gj for wj, gj in zip(w, gw)], b - eta * gb
