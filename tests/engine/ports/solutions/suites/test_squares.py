from grader.suite import agree, check


@check(points=2, hint="range", open=True)
def test_list(submission):
    """the squares"""
    agree(submission.cells()[0], [1, 4, 9, 16, 25, 36, 49, 64, 81, 100], called="first_ten")


@check(points=2, hint="sum", open=True)
def test_total(submission):
    """the sum"""
    agree(submission.cells()[1], 385, called="total")
