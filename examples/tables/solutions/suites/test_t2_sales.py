"""A suite of a data frame: it comes back as a dict of its columns."""

from grader.suite import agree, check


@check(points=6, hint="The takings of a row are its price times its amount.", open=True)
def test_sums(submission, reference):
    """the takings of each city"""
    agree(submission.takings("sales.csv"), reference.takings("sales.csv"))


@check(points=2, hint="groupby sorts by the city. Is your result still in this order?")
def test_order(submission):
    """the cities are in the order of their names"""
    agree(submission.takings("sales.csv")["city"], ["Bern", "Oslo", "Rome"])


@check(points=2, hint="There is one row for each city.")
def test_rows(submission):
    """one row for each city"""
    agree(len(submission.takings("sales.csv")["takings"]), 3)
