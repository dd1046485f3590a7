from grader.suite import agree, check


@check(points=2, hint="Three values.", open=True)
def test_odd(submission):
    """three values"""
    agree(submission.median([3, 1, 2]), 2)


@check(points=2, hint="Four values.", open=True)
def test_even(submission):
    """four values"""
    agree(submission.median([4, 1, 3, 2]), 2.5)
