"""How large a plot is, and how long its fence."""


def area(width, height):
    return width * height


def fence(width, height):
    return 2 * (width + height)
