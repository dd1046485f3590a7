"""Exercise 5: the training loop, on gates and on other data.

Every check asks fixed cases, which decide, and some ask one more that is drawn from the seed.
"""

import math

from grader.suite import agree, agrees, check, fail, lasting

CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
AND, OR, NAND = (0, 0, 0, 1), (0, 1, 1, 1), (1, 1, 1, 0)
OVERSHOOTING = [[1.0], [1.0], [1.0]], [0, 1, 1], 8.0  # the loss rises
POINTS = [[0.4, -1.7], [1.9, 0.8], [-0.6, 1.2], [-1.3, -0.5], [0.7, 1.5], [1.1, -0.9]]
LABELS = [1, 0, 0, 1, 1, 0]


def gate(labels):
    """The data of a gate, in new lists."""
    return [list(x) for x in CORNERS], list(labels)


def points(m):
    """The first m of six fixed examples of two inputs, in new lists, and their labels."""
    return [list(x) for x in POINTS[:m]], LABELS[:m]


def problem(random, m, n):
    """m examples of n inputs, off the unit square, and their labels, 0 and 1 by turns."""
    X = [[random.choice((-1, 1)) * random.uniform(0.3, 2.0) for _ in range(n)] for _ in range(m)]
    first = random.choice((0, 1))
    return X, [(first + i) % 2 for i in range(m)]


def neuron(x, w, b):
    """The neuron's prediction, straight from the definition."""
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
    hint="Do the first epoch by hand. All parameters are 0, so every prediction is 0.5 and the loss is log(2). Then "
    "one step follows. The second epoch starts where that step ended.",
)
def test_first_epochs(submission):
    """the first two epochs of OR match the lesson"""
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
    hint="If the caller gives no learning rate and no number of epochs, use 0.5 and 2000. In each epoch all four "
    "examples make one gradient, and one step follows.",
)
def test_and(submission):
    """trained on AND, it predicts 0.0, 0.02, 0.02, 0.972"""
    w, b, _ = submission.train(*gate(AND))
    agree((w, b), ([7.412442683594064, 7.412442683594064], -11.291274731006883), called=("w", "b"))
    predictions = [neuron(x, w, b) for x in CORNERS]
    agree([round(a, 3) for a in predictions], [0.0, 0.02, 0.02, 0.972])
    agree([int(a > 0.5) for a in predictions], [0, 0, 0, 1])


@check(
    points=5,
    hint="The same loop learns other gates too. The trained weights depend on X and Y alone, so don't write anything "
    "about AND into the function.",
)
def test_other_gates(submission, reference):
    """it learns OR and NAND too"""
    cases = [(*gate(labels), 0.8, 80) for labels in (OR, NAND)]
    expected = [reference.train(*case) for case in cases]
    agree(parameters(submission.train(*case) for case in cases), parameters(expected))


@check(
    points=5,
    hint="There may be one input or five, one example or seven, with numbers below 0 and above 1. Take the number of "
    "weights and the number of examples from the data.",
)
def test_any_data(submission, reference, random):
    """it learns from data of any size"""
    one_input = [[-1.4], [0.9], [2.0], [-0.3], [1.2], [-1.8], [0.5]], [0, 1, 0, 1, 0, 1, 1]
    one_example = [[2.5, -0.7, 1e-5, 1.6]], [1]
    five_inputs = [[0.4, -1.2, 0.8, 1.9, -0.6], [-1.1, 0.7, 1.5, -0.9, 1.3], [1.2, 0.3, -1.8, 0.6, 2.1]], [1, 0, 1]
    cases = [(*data, 0.3, 12) for data in (one_input, one_example, five_inputs, points(5), problem(random, 4, 3))]
    cases += [([[300.0, -400.0], [-250.0, 100.0]], [1, 0], 1e-4, 6), ([[0.6]], [1], 50.0, 2)]  # steep slopes, large weights
    expected = [reference.train(*case) for case in cases]
    agree(parameters(submission.train(*case) for case in cases), parameters(expected))


@check(
    points=1,
    open=True,
    loose=True,  # a mistake keeps its name if it also fails here
    hint="The data may come in tuples as well as in lists, the inputs may be whole numbers, and a label may be 1, 1.0 "
    "or True. A list plus a tuple is an error in Python, so make the list first.",
)
def test_forms(submission, reference):
    """it takes tuples, whole numbers, float and bool labels"""
    gate_of_tuples = tuple(tuple(map(int, x)) for x in CORNERS), tuple(float(y) for y in OR)
    five_inputs = [(3, -1, 0, 2, 1), (1, 0, -2, 1, 2), (0, 2, 1, -1, 0)], [True, False, True]
    for case in ((((3, -1),), (1,), 1, 2), (*gate_of_tuples, 0.5, 10), (*five_inputs, 0.3, 10)):
        agree(submission.train(*case), reference.train(*case), called=("w", "b", "history"))


@check(
    points=3,
    hint="The caller chooses both. A larger learning rate makes longer steps, and more epochs make more steps. If the "
    "steps are too long, the loss may even rise. Run every epoch even then.",
)
def test_eta_and_epochs(submission, reference, random):
    """eta and epochs are what the caller says"""
    cases = [(*points(5), 0.05, 7), (*points(5), 2, 4), (*points(5), 0.3, 1)]
    cases += [(*OVERSHOOTING, epochs) for epochs in (3, 5)]
    cases += [(*gate(AND), 0.3, 20), ([[1.7, 0.4], [-0.9, 0.8]], [1, 0], 0.06, 5)]  # the last is soon on the right sides
    cases.append((*problem(random, 5, 3), random.uniform(0.02, 0.1), 7))
    expected = [reference.train(*case) for case in cases]
    agree(parameters(submission.train(*case) for case in cases), parameters(expected))


@check(
    points=1,
    open=True,
    loose=True,  # a mistake keeps its name if it also fails here
    hint="With 0 epochs the loop does not run at all, and the history is empty. With a learning rate of 0 every step "
    "has length 0. In both cases the weights and the bias are still 0 at the end.",
)
def test_nothing_to_do(submission, reference):
    """0 epochs or a rate of 0 leave everything at zero"""
    for case in ((*points(3), 0.3, 0), (*points(3), 0, 3)):
        agree(submission.train(*case), reference.train(*case), called=("w", "b", "history"))


@check(
    points=6,
    hint="The history has one entry for each epoch: the mean loss before that epoch's step. So it always begins with "
    "log(2), and the loss after the last step is not in it. Keep adding entries even when the loss has stopped "
    "falling.",
)
def test_history(submission, reference, random):
    """the history holds the mean loss before each step"""
    nothing_to_learn = [[1.0], [1.0]], [0, 1], 0.5, 120
    learnt_at_once = [[5.4], [-5.4]], [1, 0], 1.0, 5
    cases = [(*points(5), 0.4, 15), (*points(3), 0.2, 1), nothing_to_learn, learnt_at_once, (*OVERSHOOTING, 3)]
    cases += [(*gate(AND), 0.5, 19), (*problem(random, 3, 4), random.uniform(0.1, 0.6), 6)]
    expected = [reference.train(*case) for case in cases]
    agree(histories(submission.train(*case) for case in cases), histories(expected))


@check(
    points=2,
    hint="Every call of train starts at zero with an empty history, uses only its own arguments, and must not change X "
    "or Y. It returns new lists, which no later call changes. Does anything stay behind from the previous call?",
)
def test_leaves_no_mark(submission, reference):
    """train does not change X and Y, and every call starts from the beginning"""
    X, Y = points(6)
    expected = reference.train(*points(6), 0.4, 5)
    agree([submission.train(X, Y, 0.4, 5), submission.train(X, Y, 0.4, 5)], [expected, expected])
    agree((X, Y), points(6))
    # one argument differs from call to call, at its end
    other_inputs, other_labels = [*points(3)[0][:2], [-0.6, 1.2001]], [*LABELS[:2], 1]
    cases = [(*points(3), 0.4, 3), (*points(3), 0.4001, 3), (other_inputs, LABELS[:3], 0.4, 3)]
    cases += [(points(3)[0], other_labels, 0.4, 3), (*points(3), 0.4, 2)]
    expected = [reference.train(*case) for case in cases]
    agree([submission.train(*case) for case in cases], expected)
    lasting(submission)


@check(
    points=0,
    names="mutates",
    hint="X and Y are no longer what they were before the call. They belong to the caller. Make a copy first if you "
    "want to change something.",
)
def test_data_stay(submission, reference):
    """X and Y stay as the caller made them"""
    X, Y = points(6)
    expected = reference.train(*points(6), 0.2, 4)
    if agrees(submission.train(X, Y, 0.2, 4), expected):
        agree((X, Y), points(6))


@check(
    points=0,
    names="random-start",
    hint="With a learning rate close to 0, the result is nearly the starting point. Two calls with the same data "
    "started in different places. Start at zero.",
)
def test_same_start(submission):
    """every training starts at the same place"""
    first, second = parameters(submission.train(*gate(OR), 1e-12, 1) for _ in range(2))
    numbers = [*first[0], first[1], *second[0], second[1]]
    if len(first[0]) == len(second[0]) and all(map(math.isfinite, numbers)):
        agree(first, second)


@check(
    points=0,
    names="hard-coded",
    hint="After three epochs on OR your neuron already gives the predictions of AND. The result must depend on the "
    "data: start at zero and let the loop learn.",
)
def test_other_data(submission):
    """other data lead to other weights"""
    w, b, _ = submission.train(*gate(OR), 0.5, 3)
    if len(w) != 2 or not all(-100 < value < 100 for value in (*w, b)):
        return  # these are no parameters of a neuron with two inputs
    predictions = [neuron(x, w, b) for x in CORNERS]
    if max(predictions[:3]) < 0.1 and predictions[3] > 0.9:
        fail("three epochs on OR ended in a neuron that predicts AND with certainty")
