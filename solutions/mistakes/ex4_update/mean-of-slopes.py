"""Every weight takes the same step, made of the mean of all the slopes. Each weight has its own slope.
Go through weights and slopes together, with `zip(w, gw)`."""


def update(w, b, gw, gb, eta):
    mean = sum(gw) / len(gw)
    return [wj - eta * mean for wj in w], b - eta * gb
