from grader.suite import agree, check


@check(points=2, hint="Rows times columns.", open=True)
def test_product(submission):
    """a product"""
    agree(submission.product([[1, 2], [3, 4]], [[0, 1], [1, 0]]), [[2, 1], [4, 3]])


@check(points=1, hint="Other sizes.")
def test_sizes(submission):
    """products of other sizes, and those that do not fit"""
    agree(submission.product([[1, 2, 3]], [[1], [2], [3]]), [[14]])
    agree(submission.misfit([[1, 2]], [[1, 2]]), "ValueError")


@check(points=1, hint="[row, column] and ==.", open=True)
def test_rest(submission):
    """items and equality"""
    agree(submission.item([[1, 2], [3, 4]], 1, 0), 3)
    agree((submission.same([[1]], [[1]]), submission.same([[1]], [[2]])), (True, False))
