"""The question that asks for one line."""

from grader.suite import agree, check


@check(points=1, open=True, hint="Width times height.")
def test_area(submission):
    """2 by 3 is an area of 6."""
    agree(submission.area(2.0, 3.0), 6.0)
