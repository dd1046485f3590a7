"""When two weights are equal, one of them is lost. Do you keep the weights in a dict? A dict holds
one value for each key. Go through weights and slopes side by side, with `zip(w, gw)`."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gj for wj, gj in dict(zip(w, gw)).items()], b - eta * gb
