"""Every weight takes the step of the last one. Each weight has its own slope. Is the whole list of
new weights made again for each slope? Go through weights and slopes together, with `zip(w, gw)`."""


def update(w, b, gw, gb, eta):
    for gj in gw:
        new_w = [wj - eta * gj for wj in w]
    return new_w, b - eta * gb
