"""A bracket has slipped: you take the learning rate from the parameter and multiply by the slope.
First the step, rate times slope; then take that from the parameter."""


def update(w, b, gw, gb, eta):
    return [(wj - eta) * gj for wj, gj in zip(w, gw)], (b - eta) * gb
