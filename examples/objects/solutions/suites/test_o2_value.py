"""A suite of operators and of backward()."""

from grader.suite import agree, check

ALL = ["a + b", "a * b", "a * b + a", "a + a", "a * 3 + b", "(a + b) * (a + b)", "a * a * a"]


@check(points=4, hint="Look at __add__ and __mul__: each returns a new Value.", open=True)
def test_computed(submission, reference):
    """the numbers of some expressions"""
    asked = ["a + b", "a * b", "a * b + a"]
    agree([submission.computed(e, 2.0, 3.0) for e in asked], [reference.computed(e, 2.0, 3.0) for e in asked])


@check(points=1, hint="The other one may be a plain number. Make a Value from it.", open=True)
def test_plain(submission, reference):
    """a plain number in an expression"""
    agree(submission.computed("a * 3 + b", 2.0, 1.0), reference.computed("a * 3 + b", 2.0, 1.0))


@check(points=1, hint="Return the text. Do not print it.", open=True)
def test_written(submission):
    """how a value is written"""
    agree(submission.written(2.0), "Value(2.0)")


@check(points=6, hint="Compute the slopes of a product on paper.", open=True)
def test_slopes(submission, reference):
    """the slopes of the example"""
    agree(submission.slopes("a * b + a", 2.0, 3.0), reference.slopes("a * b + a", 2.0, 3.0), called=("a.grad", "b.grad"))


@check(points=8, hint="A value that is used twice gets a slope from each use.")
def test_used_twice(submission, reference, random):
    """values that are used more than once"""
    points = [(2.0, 3.0), (-1.5, 0.25), (random.uniform(-3, 3), random.uniform(-3, 3))]
    agree(
        [submission.slopes(e, a, b) for e in ALL for a, b in points],
        [reference.slopes(e, a, b) for e in ALL for a, b in points],
    )
