"""A question of the kitchen quiz."""

from grader.suite import agree, check


@check(points=1, open=True, hint="Twice 3 is 6.")
def test_whole(submission):
    """Whole numbers are doubled."""
    agree(submission.double(3), 6)


@check(points=1, hint="Try a number with a fraction, and a negative one.")
def test_others(submission, random):
    """Other numbers are doubled too."""
    n = random.uniform(-9, 9)
    agree(submission.double(n), 2 * n)
