"""A suite of a program: `run` gives the printed text and the exit status."""

from grader.suite import agree, check


@check(points=4, hint="Read until an empty line comes, and print the two lines as they are in the example.", open=True)
def test_example(submission):
    """two prices, as in the example"""
    text, status = submission.run(["2.50", "1", ""])
    agree(text, "2 prices\ntotal 3.50\n", called="the printed text")
    agree(status, 0, called="the exit status")


@check(points=2, hint="Without any price there is still a receipt. Its total is 0.00.")
def test_empty(submission):
    """no price at all"""
    agree(submission.run([""])[0], "0 prices\ntotal 0.00\n")


@check(points=2, hint="Print what the exercise says, and end with sys.exit(2).", open=True)
def test_no_number(submission):
    """a line that is no number"""
    text, status = submission.run(["2", "two", ""])
    agree((text, status), ("not a price\n", 2), called=("the printed text", "the exit status"))


@check(points=2, hint="Add the numbers, and round only the sum.")
def test_many(submission, random):
    """many prices, with more than two decimals"""
    prices = [0.004] * 5
    agree(submission.run([*prices, ""])[0], "5 prices\ntotal 0.02\n")
    prices = [1.999, *(random.randrange(1000) / 64 for _ in range(5))]
    agree(submission.run([*prices, ""])[0], f"{len(prices)} prices\ntotal {sum(prices):.2f}\n")
