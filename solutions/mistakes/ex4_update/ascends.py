"""You walk uphill: the step is added. The slope points to where the loss grows, so take the step
away."""


def update(w, b, gw, gb, eta):
    return [wj + eta * gj for wj, gj in zip(w, gw)], b + eta * gb
