"""Your bias walks downhill, your weights walk uphill. The slope points to where the loss grows:
take the step away, for all of them."""


def update(w, b, gw, gb, eta):
    return [wj + eta * gj for wj, gj in zip(w, gw)], b - eta * gb
