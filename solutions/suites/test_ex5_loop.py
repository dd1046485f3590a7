"""Exercise 5: the training loop, on gates and on data that is none."""

import math

from grader.suite import agree, check, fail

CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
AND, OR, NAND = (0, 0, 0, 1), (0, 1, 1, 1), (1, 1, 1, 0)
OVERSHOOTING = [[1.0], [1.0], [1.0]], [0, 1, 1], 8.0  # the loss rises


def gate(labels):
    """The data of a gate, in lists of their own."""
    return [list(x) for x in CORNERS], list(labels)


def problem(random, m, n):
    """m examples of n inputs, off the unit square, and their labels, 0 and 1 by turns."""
    X = [[random.choice((-1, 1)) * random.uniform(0.3, 2.0) for _ in range(n)] for _ in range(m)]
    first = random.choice((0, 1))
    return X, [(first + i) % 2 for i in range(m)]


def neuron(x, w, b):
    """What a neuron says, straight from the definition."""
    return 1 / (1 + math.exp(-b - sum(wj * xj for wj, xj in zip(w, x, strict=True))))


def parameters(answers):
    """The weights and the bias of each answer."""
    return [(w, b) for w, b, _ in answers]


def histories(answers):
    """The history of each answer."""
    return [history for _, _, history in answers]


@check(
    points=4,
    open=True,
    hint="Do the first epoch by hand: all parameters are 0, the neuron says 0.5 to everything, the loss is log(2), and "
    "one step follows. The second epoch begins where that step ended.",
)
def test_first_epochs(submission):
    """the first two epochs of OR are the lesson's"""
    agree(submission.train([[1.0]], [1], 0.5, 1), ([0.25], 0.25, [math.log(2)]), called=("w", "b", "history"))
    X = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    agree(
        submission.train(X, [0, 1, 1, 1], 0.5, 2),
        ([0.23064461239501655, 0.23064461239501655], 0.21897137811257222, [math.log(2), 0.6081502848036742]),
        called=("w", "b", "history"),
    )


@check(
    points=8,
    open=True,
    hint="The learning rate is 0.5 and there are 2000 epochs where nothing else is said. In each of them all four "
    "examples make one gradient, and one step follows.",
)
def test_and(submission):
    """after training on AND the neuron says 0.0, 0.02, 0.02, 0.972"""
    w, b, _ = submission.train(*gate(AND))
    agree((w, b), ([7.412442683594064, 7.412442683594064], -11.291274731006883), called=("w", "b"))
    said = [neuron(x, w, b) for x in CORNERS]
    agree([round(a, 3) for a in said], [0.0, 0.02, 0.02, 0.972])
    agree([int(a > 0.5) for a in said], [0, 0, 0, 1])


@check(
    points=5,
    hint="The same loop learns other gates too. What it ends with comes from X and Y alone, so nothing of AND may be "
    "written into it.",
)
def test_other_gates(submission, reference):
    """it learns OR and NAND too"""
    cases = [(*gate(labels), 0.8, 80) for labels in (OR, NAND)]
    expected = [reference.train(*case) for case in cases]
    agree(parameters(submission.train(*case) for case in cases), parameters(expected))


@check(
    points=6,
    hint="There may be one input or five, one example or seven, with numbers below 0 and above 1. Take the "
    "number of weights and the number of examples from the data.",
)
def test_any_data(submission, reference, random):
    """it learns from data of any size"""
    cases = [(*problem(random, m, n), random.uniform(0.1, 0.4), 12) for m, n in ((7, 1), (1, 4), (3, 5), (5, 2))]
    expected = [reference.train(*case) for case in cases]
    agree(parameters(submission.train(*case) for case in cases), parameters(expected))


@check(
    points=4,
    hint="Both are for the caller to choose. A larger learning rate makes longer steps, more epochs make more of them. "
    "With a step too long the loss may even rise; every epoch is run all the same.",
)
def test_eta_and_epochs(submission, reference, random):
    """eta and epochs are what the caller says"""
    X, Y = problem(random, 5, 3)
    cases = [(X, Y, random.uniform(0.02, 0.1), 7), (X, Y, random.uniform(1.5, 2.5), 4)]
    cases += [(*OVERSHOOTING, epochs) for epochs in (3, 5)]
    expected = [reference.train(*case) for case in cases]
    agree(parameters(submission.train(*case) for case in cases), parameters(expected))


@check(
    points=6,
    hint="The history has one entry for each epoch, even where the loss has stopped falling: the mean loss of the "
    "neuron as it is before that epoch's step. So it always begins with log(2), and the loss after the last step is "
    "not in it.",
)
def test_history(submission, reference, random):
    """the history holds the mean loss before each step"""
    cases = [(*problem(random, m, n), random.uniform(0.1, 0.6), epochs) for m, n, epochs in ((5, 2, 15), (3, 4, 1))]
    nothing_to_learn = [[1.0], [1.0]], [0, 1], 0.5, 120
    learnt_at_once = [[5.4], [-5.4]], [1, 0], 1.0, 5
    cases += [nothing_to_learn, learnt_at_once, (*OVERSHOOTING, 3)]
    expected = [reference.train(*case) for case in cases]
    agree(histories(submission.train(*case) for case in cases), histories(expected))


@check(
    points=2,
    hint="Each training begins at zero, with an empty history, and leaves the data as it found them. Nothing may be "
    "left over from the training before.",
)
def test_leaves_no_mark(submission, reference, random):
    """train leaves X and Y alone, call after call"""
    X, Y = problem(random, 3, 2)
    expected, before = reference.train(X, Y, 0.4, 5), ([list(x) for x in X], list(Y))
    agree([submission.train(X, Y, 0.4, 5), submission.train(X, Y, 0.4, 5)], [expected, expected])
    agree((X, Y), before)


@check(
    points=0,
    names="random-start",
    hint="With a learning rate of next to nothing, what comes back is where the training began. Twice the same "
    "training began in different places: let it begin at zero.",
)
def test_same_start(submission):
    """every training begins at the same place"""
    agree(*parameters(submission.train(*gate(OR), 1e-12, 1) for _ in range(2)))


@check(
    points=0,
    names="hard-coded",
    hint="After three epochs on OR your neuron is already sure of AND. The data decide what is learnt: begin at zero, "
    "and let the loop find the answer.",
)
def test_other_data(submission):
    """other data lead to another neuron"""
    w, b, _ = submission.train(*gate(OR), 0.5, 3)
    if len(w) != 2 or not all(-100 < value < 100 for value in (*w, b)):
        return  # no neuron that could be asked
    said = [neuron(x, w, b) for x in CORNERS]
    if max(said[:3]) < 0.1 and said[3] > 0.9:
        fail("three epochs on OR ended in a neuron that is sure of AND")
