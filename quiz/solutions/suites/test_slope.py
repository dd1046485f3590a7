"""The question `slope-program`: the slope along one weight, as a sum and an average."""

from grader.suite import agree, check


@check(
    points=1,
    open=True,
    hint="0.75 is more than the target 0, and the input is positive: with a larger weight the neuron would be off even "
    "further. So the slope is positive. It is the error, what was said minus the target, times the input.",
)
def test_too_much(submission):
    """an answer that is too large gives a positive slope"""
    agree(submission.slope([2.0], [0], [0.75]), 1.5)


@check(
    points=1,
    open=True,
    hint="The neuron said too little, so its error is negative. Times a negative input that is positive again, and an "
    "input of 0 has no say at all.",
)
def test_own_input(submission):
    """the error counts as much as the input that came over the weight"""
    agree(submission.slope([-4.0], [1], [0.5]), 2.0)
    agree(submission.slope([0.0], [1], [0.5]), 0.0)


@check(points=1, hint="The mean loss has the mean of all the slopes: divide their sum by how many examples there are.")
def test_average(submission, random):
    """the slopes of all the examples are averaged, however many there are"""
    for count in (2, 3, 7):
        X = [random.uniform(-3, 3) for _ in range(count)]
        Y = [random.choice((0, 1)) for _ in range(count)]
        A = [random.uniform(0.05, 0.95) for _ in range(count)]
        agree(submission.slope(X, Y, A), sum((a - y) * x for x, y, a in zip(X, Y, A)) / count)
