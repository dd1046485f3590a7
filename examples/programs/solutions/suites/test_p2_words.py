"""A suite with a data file, and with an argument that is given by name."""

from grader.suite import agree, check


@check(points=4, hint="A word counts as the same word with small and with capital letters.", open=True)
def test_example(submission, reference):
    """the two most frequent words of the poem"""
    agree(submission.most_common("poem.txt", count=2), reference.most_common("poem.txt", count=2))


@check(points=2, hint="If no count is given, it is 3.", open=True)
def test_default(submission, reference):
    """three words where no count is given"""
    agree(submission.most_common("poem.txt"), reference.most_common("poem.txt"))


@check(points=4, hint="Look at the words that are there equally often, and at the signs.")
def test_all(submission, reference):
    """all words of the poem"""
    agree(submission.most_common("poem.txt", count=50), reference.most_common("poem.txt", count=50))
