"""What was drawn: the texts, and the numbers of each line."""

import matplotlib.pyplot as plt


def drawn(months, warm, cold):
    """Return the title, the names of the axes, and each line with its label and its numbers."""
    plt.close("all")
    learner.draw(months, warm, cold)
    axes = plt.gca()
    return {
        "title": axes.get_title(),
        "x": axes.get_xlabel(),
        "y": axes.get_ylabel(),
        "lines": [
            {
                "label": line.get_label(),
                "x": [float(x) for x in line.get_xdata()],
                "y": [float(y) for y in line.get_ydata()],
            }
            for line in axes.get_lines()
        ],
    }
