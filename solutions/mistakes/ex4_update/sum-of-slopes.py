"""Every weight takes the steps of all the weights together. Each weight has its own slope. Go
through weights and slopes together, with `zip(w, gw)`."""


def update(w, b, gw, gb, eta):
    return [wj - eta * sum(gw) for wj in w], b - eta * gb
