"""How large a plot is, in one line."""


def area(w: float, h: float) -> float:
    """Return the area of a plot."""
    return w * h
