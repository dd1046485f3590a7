"""Every weight takes the step of the first one. Each weight has its own slope. Go through weights
and slopes together, with `zip(w, gw)`."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gw[0] for wj in w], b - eta * gb
