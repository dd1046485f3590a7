"""Exercise 2: the loss of one prediction, and of a batch.

Every check asks the same core at every seed; a few numbers drawn from the seed are added to it.
"""

import math

from grader.suite import agree, check, fail

MOST_TINY = 1e-7


def mean_of_losses(A, Y, tiny=0.0):
    """The mean loss, from its definition; guarded as in textbooks, by log(p + tiny), where `tiny` is not 0."""
    return sum(-math.log((a if y else 1 - a) + tiny) for a, y in zip(A, Y, strict=True)) / len(Y)


def tiny_in(answer, A, Y):
    """Return the tiny number with which log(p + tiny) explains a mean loss, or 0 if no tiny up to 1e-7 does."""
    tiny = 0.0
    if isinstance(answer, float) and 0 < mean_of_losses(A, Y) - answer < 1:
        for _ in range(5):  # Newton's method
            slope = sum(1 / ((a if y else 1 - a) + tiny) for a, y in zip(A, Y, strict=True)) / len(Y)
            tiny += (mean_of_losses(A, Y, tiny) - answer) / slope
    return tiny if 0 < tiny < MOST_TINY * (1 + 1e-6) else 0.0


def right(answers, batches):
    """Return what the mean losses of batches should be: plain, or with one tiny that is the same for all of them."""
    worst = max(range(len(batches)), key=lambda i: mean_of_losses(*batches[i]))  # it shows a tiny best
    tiny = tiny_in(answers[worst], *batches[worst])
    return [mean_of_losses(A, Y, tiny) for A, Y in batches]


def agree_means(submission, batches):
    """Fail unless the mean loss of each batch is right."""
    before = [(list(A), list(Y)) for A, Y in batches]  # a call may change what it is given
    answers = [submission.mean_loss(A, Y) for A, Y in batches]
    agree(answers, right(answers, before))


def predictions(random, m):
    """Return m predictions that are neither sure nor undecided."""
    return [random.choice((random.uniform(0.05, 0.45), random.uniform(0.55, 0.95))) for _ in range(m)]


def finite_and_large(loss):
    """Fail unless a loss is large and finite."""
    if not 10 < loss < math.inf:
        fail(f"the loss is {loss!r}; it should be more than 10, and finite")


@check(
    points=3,
    open=True,
    hint="Which probability does the prediction give to the correct label: a, or 1 - a? The loss is minus the natural "
    "logarithm of that probability.",
)
def test_lesson_losses(submission):
    """loss gives the lesson's values"""
    answer = submission.loss(0.9, 1)
    tiny = tiny_in(answer, [0.9], [1])
    agree(answer, mean_of_losses([0.9], [1], tiny))
    agree(submission.loss(0.9, 0), mean_of_losses([0.9], [0], tiny))
    agree(submission.loss(0.2, 0), mean_of_losses([0.2], [0], tiny))


@check(
    points=3.5,
    hint="Try both labels, each with an unsure prediction, a good one and a very bad one. A bad prediction has a much "
    "larger loss than an unsure one, and there is no largest loss. Keep every digit.",
)
def test_any_prediction(submission, random):
    """loss is right for unsure, good and bad predictions"""
    cases = [(0.0006, 1), (0.3, 1), (0.65, 0), (0.3, 0), (0.65, 1), (0.0006, 0), (0.9994, 0), (0.9994, 1)]
    cases += [(3e-7, 1), (1 - 3e-7, 0), (1 - 3e-7, 1), (0.5004, 1), (0.5, 1), (0.0006, 1)]
    cases += [(random.uniform(0.05, 0.45), random.choice((0, 1)))]
    answers = [submission.loss(a, y) for a, y in cases]
    agree(answers, right(answers, [([a], [y]) for a, y in cases]))


@check(
    points=0.5,
    open=True,
    loose=True,
    hint="The logarithm of 0 does not exist. Move the prediction a tiny step away from 0 and 1 before you take "
    "logarithms.",
)
def test_sure(submission):
    """loss stays finite when the prediction is exactly 0 or 1"""
    agree(submission.loss(0.0, 0), 0.0, abs=1e-6)
    finite_and_large(submission.loss(0.0, 1))
    agree(submission.loss(1, 1), 0.0, abs=1e-6)
    finite_and_large(submission.loss(1, 0))


@check(
    points=3,
    open=True,
    hint="Add up the losses of all the predictions, each with its own label. Then divide by the number of predictions.",
)
def test_lesson_batch(submission):
    """mean_loss gives the lesson's mean"""
    answer = submission.mean_loss([0.9, 0.2], [1, 0])
    tiny = tiny_in(answer, [0.9, 0.2], [1, 0])
    agree(answer, mean_of_losses([0.9, 0.2], [1, 0], tiny))
    agree(submission.mean_loss([0.9], [0]), mean_of_losses([0.9], [0], tiny))


@check(
    points=2.5,
    hint="A batch may hold one prediction or five. Add every loss, also where two predictions are equal. Then divide "
    "by the number of predictions in this batch.",
)
def test_any_batch(submission, random):
    """mean_loss is right for batches of any size"""
    batches = [
        ([0.3, 0.8, 0.6], [1, 0, 1]),
        ([0.15], [1]),
        ([0.7, 0.2, 0.45, 0.85, 0.35], [1, 0, 0, 1, 1]),
        ([0.62, 0.62, 0.91, 0.62], [0, 1, 1, 1]),  # predictions that are equal
        ([0.0006, 3e-7, 0.5, 0.9994], [0, 1, 1, 0]),  # bad ones
        ([0.00004, 0.99997], [0, 1]),  # very good ones
        (predictions(random, 3), [0, 1, random.choice((0, 1))]),
    ]
    agree_means(submission, batches)


@check(
    points=0.5,
    open=True,
    loose=True,
    hint="In a batch, too, a prediction may be exactly 0 or 1. Let your loss handle that. Do not change the list.",
)
def test_sure_in_a_batch(submission):
    """mean_loss stays finite when a prediction is exactly 0 or 1"""
    A = [0.0, 1.0]
    agree(submission.mean_loss(A, [0, 1]), 0.0, abs=1e-6)
    finite_and_large(submission.mean_loss([0, 1], [1, 0]))
    agree(A, [0.0, 1.0], rel=0, abs=0)


@check(
    points=1,
    open=True,
    loose=True,  # a mistake keeps its name if it also fails here
    hint="A label may be 1, 1.0 or True, and 0, 0.0 or False. A batch may be a list or a tuple. Do you use something "
    "that only whole numbers or lists can do?",
)
def test_other_kinds(submission):
    """tuples, and labels such as 1.0 and True, work as well"""
    for a, y in [(0.3, True), (0.65, 0.0), (0.8, False), (0.4, 1.0)]:
        answer = submission.loss(a, y)
        agree(answer, mean_of_losses([a], [y], tiny_in(answer, [a], [y])))
    for A, Y in [((0.7, 0.2, 0.45), (1, 0, 0)), ([0.35, 0.6], [False, True]), ([0.15, 0.9], [1.0, 0.0])]:
        before = list(A), list(Y)
        answer = submission.mean_loss(A, Y)
        agree(answer, mean_of_losses(*before, tiny_in(answer, *before)))


@check(
    points=1,
    hint="The caller may use the same lists again. Only read from them. And start every call with a new sum, so that "
    "nothing is left over from an earlier call.",
)
def test_keeps_arguments(submission):
    """mean_loss does not change A or Y, and repeats its answers"""
    A, Y = [0.35, 0.8, 0.55], [0, 1, 1]
    before = list(A), list(Y)
    answers = [submission.mean_loss(A, Y), submission.mean_loss(A, Y)]
    agree(answers, right(answers, [before, before]))
    agree((A, Y), before)
    batches = [(A, [1, 0, 1]), ([0.3504, 0.8, 0.55], Y)]  # one argument differs
    agree_means(submission, batches)
