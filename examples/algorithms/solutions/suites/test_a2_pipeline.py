"""A suite of generators: a probe runs the pipeline."""

from grader.suite import agree, check


@check(points=4, hint="Look at one generator after the other.", open=True)
def test_example(submission):
    """the example"""
    agree(submission.all_sums(["1", "", "2.5"]), [1.0, 3.5])


@check(points=3, hint="A line with only spaces is empty, too.")
def test_lines(submission, reference):
    """no lines, empty ones and negative numbers"""
    asked = [[], ["", "  "], ["-1", "1", " 7 ", "0.5"]]
    agree([submission.all_sums(lines) for lines in asked], [reference.all_sums(lines) for lines in asked])


@check(points=3, hint="A generator should read a line only when the next value is needed. Does your code make a list first?", open=True)
def test_one_at_a_time(submission):
    """no more is read than is asked for"""
    agree(submission.read_for(3), 3, called="the lines read")
