"""A suite of a plot: a probe tells what was drawn."""

from grader.suite import agree, check

MONTHS = [1, 2, 3]


@check(points=6, hint="One line is drawn over the months for each list.", open=True)
def test_lines(submission):
    """two lines, with their labels"""
    lines = submission.drawn(MONTHS, [5, 7, 12], [-3, -1, 2])["lines"]
    agree(
        lines,
        [
            {"label": "warm", "x": [1, 2, 3], "y": [5, 7, 12]},
            {"label": "cold", "x": [1, 2, 3], "y": [-3, -1, 2]},
        ],
    )


@check(points=4, hint="plt.title, plt.xlabel and plt.ylabel write the texts.", open=True)
def test_texts(submission):
    """the title and the names of the axes"""
    found = submission.drawn(MONTHS, [5, 7, 12], [-3, -1, 2])
    agree((found["title"], found["x"], found["y"]), ("Temperatures", "month", "degrees"), called=("title", "x", "y"))
