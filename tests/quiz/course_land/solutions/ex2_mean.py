"""The mean area of plots."""

import ex1_area


def area(plot):
    """Return how large it is."""
    return ex1_area.area(*plot)


def mean_area(plots):
    """Return the mean of the areas."""
    return sum(area(plot) for plot in plots) / len(plots)


def both(plots):
    """Return the mean, and a mapping with the count."""
    plots.append(plots[0])  # a reference that changes its argument must not change the question
    return mean_area(plots[:-1]), {"count": len(plots) - 1}


def spread(plots):
    """Return the difference between the largest and the smallest area."""
    areas = [area(plot) for plot in plots]
    if areas:
        return max(areas) - min(areas)
    else:
        return 0
