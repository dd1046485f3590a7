"""Helpers of the good files."""

from ex1_area import area


def twice(number):
    """Return twice the number."""
    return 2 * number


def twice_area(width, height):
    """Return twice the area."""
    return 2 * area(width, height)
