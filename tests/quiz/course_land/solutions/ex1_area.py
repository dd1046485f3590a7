"""How large a plot is, and how long its fence."""


def area(width, height):
    """Return how large it is."""
    return width * height


def fence(width, height):
    """Return how long its fence is."""
    return 2 * (width + height)
