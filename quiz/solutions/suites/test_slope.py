"""The question `slope-program`: the gradient of one weight, averaged over a batch."""

from grader.suite import agree, check


@check(
    points=1,
    open=True,
    hint="The prediction 0.75 is too large for the label 0. A larger weight would make it even larger, so the gradient is "
    "positive. It is the error, the prediction minus the label, times the input.",
)
def test_too_much(submission):
    """a prediction that is too large gives a positive gradient"""
    agree(submission.slope([2.0], [0], [0.75]), 1.5)


@check(
    points=1,
    open=True,
    hint="The prediction is too small, so the error is negative. Multiplied by a negative input it is positive. An input "
    "of 0 gives a gradient of 0.",
)
def test_own_input(submission):
    """the error is multiplied by the input of the weight"""
    agree(submission.slope([-4.0], [1], [0.5]), 2.0)
    agree(submission.slope([0.0], [1], [0.5]), 0.0)


@check(points=1, hint="Divide the sum by the number of examples.")
def test_average(submission, random):
    """the gradient is the mean over all examples, however many there are"""
    for count in (2, 3, 7):
        X = [random.uniform(-3, 3) for _ in range(count)]
        Y = [random.choice((0, 1)) for _ in range(count)]
        A = [random.uniform(0.05, 0.95) for _ in range(count)]
        agree(submission.slope(X, Y, A), sum((a - y) * x for x, y, a in zip(X, Y, A)) / count)
