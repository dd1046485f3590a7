"""A suite of a class: the calls are probes."""

from grader.suite import agree, check


@check(points=4, hint="Does your method change self.balance?", open=True)
def test_example(submission):
    """the account of the example"""
    agree(submission.balance_after(50, [20, -30]), 40)


@check(points=2, hint="All the money can be paid out, down to 0.")
def test_to_zero(submission):
    """all of the money is paid out"""
    agree([submission.balance_after(10, [-10]), submission.balance_after(0, [7, -3, -4, 1])], [0, 1])


@check(points=2, hint="Check the amount first. Raise a ValueError before you change anything.", open=True)
def test_refused(submission):
    """more than there is cannot be paid out"""
    kind, balance = submission.refused(20, 21, shown="Account(20).withdraw(21)")
    agree((kind, balance), ("ValueError", 20), called=("the exception", "the balance afterwards"))


@check(points=1, hint="An amount of 0 or less is not a payment.")
def test_no_payment(submission):
    """an amount that is not above 0"""
    agree([submission.refused(20, 0), submission.refused(20, -5)], [("ValueError", 20)] * 2)


@check(points=1, hint="Each object has its own balance. The balance belongs to self.")
def test_two(submission):
    """two accounts do not share their balance"""
    agree(submission.two_accounts(1, 100), (6, 105))
