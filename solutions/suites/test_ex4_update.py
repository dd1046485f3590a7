"""Exercise 4: one step of gradient descent."""

from grader.suite import agree, check


def numbers(random, n):
    """n numbers of either sign, none of them near 0."""
    return [random.choice((-1, 1)) * random.uniform(0.3, 2.5) for _ in range(n)]


def step(random, n, eta):
    """A place, the slopes there, and how boldly to step: the arguments of update."""
    return numbers(random, n), numbers(random, 1)[0], numbers(random, n), numbers(random, 1)[0], eta


@check(
    points=4,
    open=True,
    hint="A slope of 0.2 says that uphill is to the right. So that weight goes to the left, by eta times 0.2; and so "
    "does each of the others by its own slope.",
)
def test_lesson_step(submission):
    """update takes the lesson's step"""
    agree(submission.update([1.0, -2.0], 0.5, [0.2, -0.4], 0.1, 0.5), ([0.9, -1.8], 0.45), called=("w", "b"))
    agree(submission.update([3.0], -1.0, [-0.5], 2.0, 0.1), ([3.05], -1.2), called=("w", "b"))


@check(
    points=4,
    hint="There may be one weight or five, and the learning rate may be small or above 1. Each weight "
    "moves by its own slope times that rate, also where two weights are alike.",
)
def test_weights(submission, reference, random):
    """every weight takes its own step"""
    small, large = random.uniform(0.01, 0.2), random.uniform(1.2, 3.0)
    cases = [step(random, n, eta) for n, eta in ((3, small), (1, large), (5, large), (4, small))]
    (p, q), (g, h) = numbers(random, 2), numbers(random, 2)
    cases.append(([p, p, q, q], 0.5, [g, h, h, g], 0.5, small))  # weights and slopes that are alike
    expected = [reference.update(*case) for case in cases]
    answers = [submission.update(*case) for case in cases]
    agree([w for w, _ in answers], [w for w, _ in expected])


@check(
    points=3,
    hint="The bias is a parameter like any other. It moves against its own slope, and the learning rate holds for it "
    "too.",
)
def test_bias(submission, reference, random):
    """the bias takes its step too"""
    cases = [step(random, n, eta) for n, eta in ((2, random.uniform(0.01, 0.2)), (4, random.uniform(1.2, 3.0)))]
    expected = [reference.update(*case) for case in cases]
    answers = [submission.update(*case) for case in cases]
    agree([b for _, b in answers], [b for _, b in expected])


@check(
    points=4,
    hint="A list that you change here has changed for the caller too: it is the same list. Build a new one for the "
    "new weights; and begin each call afresh.",
)
def test_leaves_no_mark(submission, reference, random):
    """update leaves w and gw alone, call after call"""
    w, b, gw, gb, eta = step(random, 3, random.uniform(0.01, 0.2))
    gw[1:] = [gw[0] + 1.0, gw[0] - 1.0]  # in no order
    expected, before = reference.update(w, b, gw, gb, eta), (list(w), list(gw))
    agree(submission.update(w, b, gw, gb, eta), expected)
    agree((w, gw), before)
    agree(submission.update(w, b, gw, gb, eta), expected)
