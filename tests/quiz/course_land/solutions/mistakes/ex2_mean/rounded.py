"""You forgot to divide."""

import ex1_area


def area(plot):
    """Return how large it is."""
    return ex1_area.area(*plot)


def mean_area(plots):
    """Return the mean of the areas."""
    return float(sum(area(plot) for plot in plots))


def both(plots):
    """Return the mean, and a mapping with the count."""
    return mean_area(plots), {"count": len(plots)}
