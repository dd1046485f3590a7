"""Exercise 6: cutting data into batches, and a step for each."""

import math

from grader.suite import agree, check


def problem(random, m, n):
    """m examples of n inputs, off the unit square, and their labels, 0 and 1 by turns."""
    X = [[random.choice((-1, 1)) * random.uniform(0.3, 2.0) for _ in range(n)] for _ in range(m)]
    first = random.choice((0, 1))
    return X, [(first + i) % 2 for i in range(m)]


@check(
    points=2,
    open=True,
    hint="Five examples in twos make two full batches and one with the example that is left. The inputs and the "
    "labels are cut at the same places.",
)
def test_lesson_batches(submission):
    """batches cuts five examples into 2, 2 and 1"""
    agree(
        submission.batches([[1.0], [2.0], [3.0], [4.0], [5.0]], [0, 0, 1, 0, 1], 2),
        [([[1.0], [2.0]], [0, 0]), ([[3.0], [4.0]], [1, 0]), ([[5.0]], [1])],
    )


@check(
    points=2,
    hint="A batch may hold one example, or all of them, or ask for more than there are. No example may be lost or come "
    "twice, no batch is empty, and the data stay as they were.",
)
def test_any_size(submission, reference, random):
    """batches takes any size, and leaves the data whole"""
    X, Y = problem(random, 6, 2)
    X[4] = list(X[1])  # the same input may come with both labels
    before = [list(x) for x in X], list(Y)
    sizes = 1, 3, 4, 5, 6, 9
    expected = [reference.batches(*before, size) for size in sizes]
    agree([submission.batches(X, Y, size) for size in sizes], expected)
    agree((X, Y), before)


@check(
    points=2,
    open=True,
    hint="Three examples in twos: the first epoch takes a step for the first two, then a step for the third, from "
    "where the first step ended. The history has one entry for each epoch.",
)
def test_lesson_training(submission):
    """train_minibatch gives the lesson's answer"""
    agree(
        submission.train_minibatch([[1.0], [2.0], [3.0]], [0, 0, 1], 0.5, 2, 2),
        ([0.8177717261003994], -0.04475617740902149, [math.log(2), 1.1035000625602234]),
        called=("w", "b", "history"),
    )


@check(
    points=2,
    hint="Each batch makes a gradient of its own, averaged over that batch alone, and one step at once. The next batch "
    "sees the new parameters.",
)
def test_any_training(submission, reference, random):
    """the trained neuron is right, for batches of any size"""
    cases = [
        (*problem(random, m, n), random.uniform(0.1, 0.4), epochs, size)
        for m, n, epochs, size in ((5, 3, 6, 2), (4, 1, 5, 1), (1, 5, 4, 8), (7, 2, 3, 3))
    ]
    expected = [reference.train_minibatch(*case) for case in cases]
    answers = [submission.train_minibatch(*case) for case in cases]
    agree([(w, b) for w, b, _ in answers], [(w, b) for w, b, _ in expected])


@check(
    points=1,
    hint="Before the first step of an epoch, price the neuron on all the data, not on one batch: one entry for each "
    "epoch, however many steps it has, and even where the loss has stopped falling.",
)
def test_history(submission, reference, random):
    """the history holds the mean loss over all data before each epoch"""
    nothing_to_learn = [[1.0], [1.0]], [0, 1], 0.5, 40, 2
    learnt_at_once = [[3.0], [-3.0]], [1, 0], 3.0, 5, 2
    cases = [(*problem(random, 5, 2), random.uniform(0.1, 0.4), 8, 2), nothing_to_learn, learnt_at_once]
    expected = [reference.train_minibatch(*case) for case in cases]
    answers = [submission.train_minibatch(*case) for case in cases]
    agree([history for _, _, history in answers], [history for _, _, history in expected])


@check(
    points=1,
    hint="Each training begins at zero, with an empty history, and leaves the data as it found them.",
)
def test_leaves_no_mark(submission, reference, random):
    """train_minibatch leaves X and Y alone, call after call"""
    X, Y = problem(random, 4, 2)
    before = [list(x) for x in X], list(Y)
    expected = reference.train_minibatch(*before, 0.3, 4, 3)
    agree([submission.train_minibatch(X, Y, 0.3, 4, 3) for _ in range(2)], [expected, expected])
    agree((X, Y), before)


@check(
    points=0,
    names="shuffles",
    hint="Twice the same data were cut, and the examples came in another order. Take them in the order in which they "
    "are given.",
)
def test_same_order(submission):
    """the batches come in the same order every time"""
    cuts = [submission.batches([[float(i)] for i in range(12)], [i % 2 for i in range(12)], 5) for _ in range(2)]
    first, second = [[x for inputs, _ in cut for x in inputs] for cut in cuts]
    if sorted(first) == sorted(second):
        agree(first, second)
