from grader.suite import agree, check


@check(points=2, hint="One month first.", open=True)
def test_balances(submission):
    """the sum of each month"""
    agree(submission.balances("ledger.csv"), {"2024-01": 700.5, "2024-02": -560.25})


@check(points=2, hint="What if there is none?", open=True)
def test_largest(submission):
    """the largest of a kind, or None"""
    kinds = [submission.largest("ledger.csv"), submission.largest("ledger.csv", kind="rent"), submission.largest("ledger.csv", "gift")]
    agree(kinds, [1200.5, -500.0, None])
