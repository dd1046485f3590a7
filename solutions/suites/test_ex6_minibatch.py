"""Exercise 6: cutting data into batches, and a step for each.

Every check asks fixed cases, which decide, and some ask one more that is drawn from the seed.
"""

import math

from grader.suite import agree, agrees, check, lasting

POINTS = [[0.4, -1.7], [1.9, 0.8], [-0.6, 1.2], [1.9, 0.8], [0.7, 1.5], [1.1, -0.9], [-1.3, -0.5]]
LABELS = [1, 0, 0, 1, 1, 0, 1]  # the same input comes with both labels


def points(m):
    """The first m of seven fixed examples of two inputs, in new lists, and their labels."""
    return [list(x) for x in POINTS[:m]], LABELS[:m]


def problem(random, m, n):
    """m examples of n inputs, off the unit square, and their labels, 0 and 1 by turns."""
    X = [[random.choice((-1, 1)) * random.uniform(0.3, 2.0) for _ in range(n)] for _ in range(m)]
    first = random.choice((0, 1))
    return X, [(first + i) % 2 for i in range(m)]


@check(
    points=1,
    open=True,
    hint="With size 2, five examples make two full batches and a last batch with the one example that is left. Cut "
    "the inputs and the labels at the same places.",
)
def test_lesson_batches(submission):
    """batches cuts five examples into 2, 2 and 1"""
    agree(
        submission.batches([[1.0], [2.0], [3.0], [4.0], [5.0]], [0, 0, 1, 0, 1], 2),
        [([[1.0], [2.0]], [0, 0]), ([[3.0], [4.0]], [1, 0]), ([[5.0]], [1])],
    )


@check(
    points=2,
    hint="The size may be 1, or the number of examples, or more than that. Every example belongs to exactly one "
    "batch, no batch is empty, and X and Y must not change.",
)
def test_any_size(submission, reference, random):
    """batches takes any size and does not change the data"""
    X, Y = points(6)
    cases = [(X, Y, size) for size in (1, 4, 6, 9)]
    cases += [([[7.5, 1e-5], [-6.0, 0.0], [0.25, 3.0]], [0, 1, 1], 2), (*problem(random, 5, 3), 2)]
    expected = [reference.batches(*case) for case in cases]
    agree([submission.batches(*case) for case in cases], expected)
    agree((X, Y), points(6))


@check(
    points=1,
    open=True,
    hint="Take three examples and size 2. The first epoch takes a step for the first two examples. The step for the "
    "third example starts where the first step ended. The history has one entry for each epoch.",
)
def test_lesson_training(submission):
    """train_minibatch gives the lesson's result"""
    agree(
        submission.train_minibatch([[1.0], [2.0], [3.0]], [0, 0, 1], 0.5, 2, 2),
        ([0.8177717261003994], -0.04475617740902149, [math.log(2), 1.1035000625602234]),
        called=("w", "b", "history"),
    )


@check(
    points=2,
    hint="Each batch makes its own gradient, averaged over that batch alone. The step follows before the next batch, "
    "so the next batch uses the new parameters.",
)
def test_any_training(submission, reference, random):
    """the trained weights are right for batches of any size"""
    one_example = [[0.5, -6.5, 1e-5, 1.9, -0.7]], [1]
    cases = [(*points(7), 0.3, 3, 3), (*points(5), 0.2, 6, 2), (*points(5), 0.3, 4, 1)]
    cases += [(*one_example, 0.4, 4, 8), ([[0.6]], [1], 50.0, 2, 1), (*points(3), 5e-5, 2, 2)]
    cases.append((*problem(random, 5, 3), random.uniform(0.1, 0.4), 4, 2))
    expected = [reference.train_minibatch(*case) for case in cases]
    answers = [submission.train_minibatch(*case) for case in cases]
    agree([(w, b) for w, b, _ in answers], [(w, b) for w, b, _ in expected])


@check(
    points=1,
    open=True,
    loose=True,  # a mistake keeps its name if it also fails here
    hint="With 0 epochs the loop does not run at all, and the history is empty. With a learning rate of 0 every step "
    "has length 0. In both cases the weights and the bias are still 0 at the end.",
)
def test_nothing_to_do(submission, reference):
    """0 epochs or a rate of 0 leave everything at zero"""
    for case in ((*points(3), 0.3, 0, 2), (*points(3), 0, 3, 2)):
        agree(submission.train_minibatch(*case), reference.train_minibatch(*case), called=("w", "b", "history"))


@check(
    points=1,
    hint="Compute the mean loss over all the data, not over one batch, before the first step of the epoch. There is "
    "one entry for each epoch, however many steps it has, even when the loss has stopped falling.",
)
def test_history(submission, reference):
    """the history holds the loss over all data, epoch by epoch"""
    nothing_to_learn = [[1.0], [1.0]], [0, 1], 0.5, 20, 2
    learnt_at_once = [[3.0], [-3.0]], [1, 0], 3.0, 5, 2
    cases = [(*points(5), 0.3, 8, 2), (*points(4), 0.3, 3, 9), nothing_to_learn, learnt_at_once]
    expected = [reference.train_minibatch(*case) for case in cases]
    answers = [submission.train_minibatch(*case) for case in cases]
    agree([history for _, _, history in answers], [history for _, _, history in expected])


@check(
    points=1,
    open=True,
    loose=True,  # a mistake keeps its name if it also fails here
    hint="The data may come in tuples as well as in lists, the inputs may be whole numbers, and a label may be 1, 1.0 "
    "or True. A list plus a tuple is an error in Python, so make the list first.",
)
def test_forms(submission, reference):
    """both take tuples, whole numbers, float and bool labels"""
    inputs = ((2, -1), (0, 3), (-2, 1), (1, 0))
    labels = 1.0, 0.0, 0.0, 1.0
    agree(submission.batches(inputs, labels, 3), reference.batches(inputs, labels, 3))
    case = inputs, (True, False, 0.0, 1.0), 1, 3, 3
    agree(submission.train_minibatch(*case), reference.train_minibatch(*case), called=("w", "b", "history"))


@check(
    points=1,
    hint="Every call of train_minibatch starts at zero with an empty history, uses only its own arguments, and "
    "must not change X or Y. It returns new lists, which no later call changes.",
)
def test_leaves_no_mark(submission, reference):
    """train_minibatch does not change X and Y, and every call starts from the beginning"""
    X, Y = points(7)
    expected = reference.train_minibatch(*points(7), 0.3, 4, 3)
    agree([submission.train_minibatch(X, Y, 0.3, 4, 3) for _ in range(2)], [expected, expected])
    agree((X, Y), points(7))
    # one argument differs from call to call, at its end
    other_inputs, other_labels = [*points(3)[0][:2], [-0.6, 1.2001]], [*LABELS[:2], 1]
    cases = [(*points(3), 0.4, 3, 2), (*points(3), 0.4001, 3, 2), (other_inputs, LABELS[:3], 0.4, 3, 2)]
    cases += [(points(3)[0], other_labels, 0.4, 3, 2), (*points(3), 0.4, 2, 2), (*points(3), 0.4, 3, 1)]
    expected = [reference.train_minibatch(*case) for case in cases]
    agree([submission.train_minibatch(*case) for case in cases], expected)
    lasting(submission)


@check(
    points=0,
    names="shuffles",
    hint="The same data were cut twice, and the examples came in a different order. Take them in the order in which "
    "they are given.",
)
def test_same_order(submission):
    """the batches come in the same order every time"""
    cuts = [submission.batches([[float(i)] for i in range(12)], [i % 2 for i in range(12)], 5) for _ in range(2)]
    first, second = [[x for inputs, _ in cut for x in inputs] for cut in cuts]
    if sorted(first) == sorted(second):
        agree(first, second)
    # one batch of all the data gives the same step in any order
    whole = [submission.train_minibatch(*points(7), 0.3, 1, 7)[:2] for _ in range(2)]
    if agrees(*whole):
        singles = [submission.train_minibatch(*points(7), 0.3, 3, 1)[:2] for _ in range(2)]
        if all(map(math.isfinite, [*singles[0][0], singles[0][1], *singles[1][0], singles[1][1]])):
            agree(*singles)
