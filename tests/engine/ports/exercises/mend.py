"""Correct this function."""


def median(values):
    """Return the middle one of the values in their order, or the mean of the middle two."""
    values.sort()
    middle = len(values) // 2
    return values[middle]
