"""Exercise 2: the price of one prediction, and of a batch."""

import math

from grader.suite import agree, check, fail


def predictions(random, m):
    """m predictions that are neither sure nor undecided."""
    return [random.choice((random.uniform(0.05, 0.45), random.uniform(0.55, 0.95))) for _ in range(m)]


def labels(random, m):
    """m labels, 0 and 1 by turns, either of them first."""
    first = random.choice((0, 1))
    return [(first + i) % 2 for i in range(m)]


def finite_and_large(price):
    """Fail unless `price` is large, and still a number."""
    if not 10 < price < math.inf:
        fail(f"the loss is {price!r}; it should be large, more than 10, and yet finite")


@check(
    points=3,
    open=True,
    hint="Which probability did the prediction give to what really happened: a, or 1 - a? The loss is minus the "
    "natural logarithm of that.",
)
def test_lesson_prices(submission):
    """loss gives the lesson's prices"""
    agree(submission.loss(0.9, 1), 0.10536051565782628)
    agree(submission.loss(0.9, 0), 2.302585092994046)
    agree(submission.loss(0.2, 0), 0.2231435513142097)


@check(
    points=4,
    hint="Try both labels with a timid prediction, a good one and a bad one. A bad one costs far more than a timid "
    "one, and the price has no upper limit; every digit of it counts.",
)
def test_any_prediction(submission, reference, random):
    """loss is right for timid, good and bad predictions"""
    low, high = random.uniform(0.0004, 0.0009), random.uniform(0.9991, 0.9996)
    middle, other = random.uniform(0.2, 0.45), random.uniform(0.55, 0.8)
    cases = [(low, 1), (low, 0), (middle, 1), (other, 0), (middle, 0), (other, 1), (high, 0), (high, 1), (low, 1)]
    expected = [reference.loss(a, y) for a, y in cases]
    agree([submission.loss(a, y) for a, y in cases], expected)


@check(
    points=0.5,
    open=True,
    loose=True,
    hint="The logarithm of 0 does not exist. Before you take logarithms, keep the prediction a tiny step away from "
    "both ends.",
)
def test_sure(submission):
    """loss stays finite where the prediction is exactly 0 or 1"""
    agree(submission.loss(0.0, 0), 0.0, abs=1e-6)
    finite_and_large(submission.loss(0.0, 1))
    agree(submission.loss(1.0, 1), 0.0, abs=1e-6)
    finite_and_large(submission.loss(1.0, 0))


@check(
    points=3,
    open=True,
    hint="Add up the losses of all the predictions, each with its own label, and divide by how many there are.",
)
def test_lesson_batch(submission):
    """mean_loss gives the lesson's mean"""
    agree(submission.mean_loss([0.9, 0.2], [1, 0]), 0.164252033486018)


@check(
    points=3,
    hint="A batch may hold a single prediction, or five. Is each of them in your sum, also where two are alike, and do "
    "you divide by their number, whatever it is?",
)
def test_any_batch(submission, reference, random):
    """mean_loss takes batches of any size"""
    cases = [(predictions(random, m), labels(random, m)) for m in (3, 1, 5, 4)]
    a, other = random.uniform(0.55, 0.7), random.uniform(0.75, 0.95)
    cases.append(([a, a, other, a], [0, 1, 1, 1]))  # predictions that are alike
    expected = [reference.mean_loss(A, Y) for A, Y in cases]
    agree([submission.mean_loss(A, Y) for A, Y in cases], expected)


@check(
    points=0.5,
    open=True,
    loose=True,
    hint="In a batch too a prediction may be exactly 0 or 1. Your loss can take care of it; the list itself stays as "
    "it is.",
)
def test_sure_in_a_batch(submission):
    """mean_loss stays finite where a prediction is exactly 0 or 1"""
    A = [0.0, 1.0]
    agree(submission.mean_loss(A, [0, 1]), 0.0, abs=1e-6)
    finite_and_large(submission.mean_loss(A, [1, 0]))
    agree(A, [0.0, 1.0], rel=0, abs=0)


@check(
    points=1,
    hint="Whoever calls you may use the same lists again. Read from them and leave them alone; and begin each call "
    "with an empty sum.",
)
def test_leaves_no_mark(submission, reference, random):
    """mean_loss leaves A and Y alone, call after call"""
    A, Y = predictions(random, 3), labels(random, 3)
    expected, before = reference.mean_loss(A, Y), (list(A), list(Y))
    agree([submission.mean_loss(A, Y), submission.mean_loss(A, Y)], [expected, expected])
    agree((A, Y), before)
