"""You forgot to divide."""

import ex1_area


def area(plot):
    return ex1_area.area(*plot)


def mean_area(plots):
    return float(sum(area(plot) for plot in plots))


def both(plots):
    return mean_area(plots), {"count": len(plots)}
