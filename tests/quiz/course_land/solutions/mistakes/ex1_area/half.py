"""That is a triangle."""


def area(width, height):
    """Return how large it is."""
    return width * height / 2


def fence(width, height):
    """Return how long its fence is."""
    return width + height
