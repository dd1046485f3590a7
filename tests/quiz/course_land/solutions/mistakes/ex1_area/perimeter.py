"""That is how long the fence is. The area is
width times height.
"""

from __future__ import annotations


def area(width, height):
    """Return how large it is."""
    return 2 * (width + height)


def fence(width, height):
    """Return how long its fence is."""
    return 2 * (width + height)
