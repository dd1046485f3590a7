"""Exercise 7: three neurons, the error passed backwards, and XOR.

Every check asks fixed cases, which decide, and some ask one more that is drawn from the seed.
"""

import copy
import math

from grader.suite import agree, check, lasting

NUDGE = 1e-5
CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
XOR = (0, 1, 1, 0)
POINTS = [[0.4, -1.1], [1.2, 0.8], [-0.6, 0.9], [-0.9, -0.5], [0.7, 1.0]]
LABELS = [1, 0, 0, 1, 1]
START = {"W1": [[0.9, -0.6], [-0.4, 1.1]], "b1": [0.3, -0.7], "W2": [1.2, -0.8], "b2": 0.4}
OTHER = {"W1": [[-0.5, 0.7], [0.8, 0.4]], "b1": [-0.6, 0.9], "W2": [0.5, 1.1], "b2": -1.2}
WHOLE = {"W1": [[1, 0], [-1, 2]], "b1": [0, 1], "W2": [1, -1], "b2": 0}


def points(m):
    """The first m of five fixed examples, in new lists, and their labels."""
    return [list(x) for x in POINTS[:m]], LABELS[:m]


def numbers(random, n):
    """n numbers of either sign, none of them near 0."""
    return [random.choice((-1, 1)) * random.uniform(0.3, 1.2) for _ in range(n)]


def network(random):
    """Parameters that nobody knows."""
    rows = [numbers(random, 2), numbers(random, 2)]
    return {"W1": rows, "b1": numbers(random, 2), "W2": numbers(random, 2), "b2": random.uniform(0.3, 1.2)}


def problem(random, m):
    """m examples, off the unit square, and their labels, 0 and 1 by turns."""
    first = random.choice((0, 1))
    return [numbers(random, 2) for _ in range(m)], [(first + i) % 2 for i in range(m)]


def neuron(x, w, b):
    """The prediction of one neuron, straight from the definition."""
    return 1 / (1 + math.exp(-b - sum(wj * xj for wj, xj in zip(w, x, strict=True))))


def mean_loss(X, Y, params):
    """The mean loss of the network, straight from the definitions."""
    total = 0.0
    for x, y in zip(X, Y, strict=True):
        hidden = [neuron(x, w, b) for w, b in zip(params["W1"], params["b1"], strict=True)]
        a = neuron(hidden, params["W2"], params["b2"])
        total -= math.log(a) if y == 1 else math.log(1 - a)
    return total / len(X)


def nudged(X, Y, params):
    """The slopes without any formula: change each parameter a little up and down, and see how the loss changes."""

    def slope(*path):
        losses = []
        for nudge in (NUDGE, -NUDGE):
            changed = copy.deepcopy(params)
            place = changed
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] += nudge
            losses.append(mean_loss(X, Y, changed))
        up, down = losses
        return (up - down) / (2 * NUDGE)

    return {
        "W1": [[slope("W1", k, j) for j in range(2)] for k in range(2)],
        "b1": [slope("b1", k) for k in range(2)],
        "W2": [slope("W2", k) for k in range(2)],
        "b2": slope("b2"),
    }


@check(
    points=1,
    open=True,
    hint="Each hidden neuron reads the inputs with its own row of weights and its own bias. The last neuron reads the "
    "outputs of the two hidden neurons.",
)
def test_lesson_forward(submission):
    """forward gives the lesson's result"""
    params = {"W1": [[1.0, -1.0], [2.0, 0.5]], "b1": [0.0, -1.0], "W2": [2.0, -1.0], "b2": 0.5}
    answer = submission.forward([1.0, 2.0], params)
    agree(answer, ([0.2689414213699951, 0.8807970779778823], 0.5391908849956525), called=("hidden", "a"))


@check(
    points=2,
    hint="Each of the three neurons uses the sigmoid, and each has a bias. Follow one input through the network by "
    "hand, with all parameters different.",
)
def test_any_forward(submission, reference, random):
    """forward is right for any network"""
    sure = {**START, "b1": [20.0, -15.0], "b2": -18.0}
    cases = [([0.7, -1.1], START), ([-7.5, 1e-5], OTHER), ([0.7, -1.1], sure)]
    cases.append((numbers(random, 2), network(random)))
    expected = [reference.forward(*case) for case in cases]
    agree([submission.forward(*case) for case in cases], expected)


@check(
    points=2,
    open=True,
    hint="Begin at the end. The last neuron's error is a - y, and its inputs are the hidden outputs. The error of a "
    "hidden neuron is that error, times its weight in W2, times h·(1 - h).",
)
def test_lesson_backprop(submission):
    """backprop gives the lesson's slopes"""
    params = {"W1": [[1.0, -1.0], [2.0, 0.5]], "b1": [0.0, -1.0], "W2": [2.0, -1.0], "b2": 0.5}
    agree(
        submission.backprop([[1.0, 2.0]], [1], params),
        {
            "W1": [[-0.18120114191260223, -0.36240228382520445], [0.04838200117092326, 0.09676400234184653]],
            "b1": [-0.18120114191260223, 0.04838200117092326],
            "W2": [-0.12393065836951876, -0.4058793220014032],
            "b2": -0.4608091150043475,
        },
    )


@check(
    points=2,
    hint="Change one parameter a little up and a little down, and look at how the mean loss changes. That is its slope. "
    "Compare all nine slopes with yours. Which of the four parts differ?",
)
def test_nudging(submission):
    """nudging each parameter shows the same slopes"""
    case = (*points(3), START)
    agree(submission.backprop(*case), nudged(*case), rel=1e-6, abs=1e-8)


@check(
    points=2,
    hint="The slopes are averaged over the examples. There may be one example or five, and some may be equal.",
)
def test_any_backprop(submission, reference, random):
    """backprop takes data of any size"""
    twins = {"W1": [[0.9, -0.6], [0.9, -0.6]], "b1": [0.5, 0.5], "W2": [1.2, -0.8], "b2": 0.5}
    equal = [[0.4, -1.1], [0.4, -1.1], [-0.6, 0.9]], [0, 1, 1]  # equal examples, equal neurons
    cases = [(*points(5), OTHER), (*points(1), START), (*equal, twins)]
    cases += [([[7.5, 1e-5]], [0], OTHER), (*problem(random, 4), network(random))]
    expected = [reference.backprop(*case) for case in cases]
    agree([submission.backprop(*case) for case in cases], expected)


@check(
    points=2,
    hint="In each epoch record the mean loss first, then find all the slopes, then subtract from every parameter its "
    "own step. All four parts take their steps. Run every epoch, even when the loss has stopped falling.",
)
def test_training(submission, reference, random):
    """train updates every parameter and keeps the history"""
    x, undecided = [0.7, -1.1], {**START, "W2": [0.0, 0.0], "b2": 0.0}
    nothing_to_learn = [x, x], [0, 1], undecided, 0.5, 20
    overshooting = [x, x, x], [0, 1, 1], copy.deepcopy(undecided), 12.0, 5
    far = [[7.5, 1e-5]], [0], OTHER, 0.3, 2
    nearly_sure = [x], [1], {**OTHER, "b2": 9.0}, 1.0, 4
    cases = [(*points(5), START, 0.7, 6), (*points(3), OTHER, 0.2, 1), nothing_to_learn, overshooting, nearly_sure, far]
    cases.append((*problem(random, 4), network(random), 0.6, 3))
    expected = [reference.train(*case) for case in cases]
    agree([submission.train(*case) for case in cases], expected)


@check(
    points=1,
    open=True,
    loose=True,  # a mistake keeps its name if it also fails here
    hint="With 0 epochs the loop does not run at all, and the history is empty. With a learning rate of 0 every step "
    "has length 0. In both cases train returns the parameters it was given.",
)
def test_nothing_to_do(submission, reference):
    """0 epochs or a rate of 0 leave every parameter as it is"""
    for case in ((*points(2), OTHER, 0.5, 0), (*points(2), START, 0, 2)):
        agree(submission.train(*case), reference.train(*case), called=("params", "history"))


@check(
    points=1,
    open=True,
    loose=True,  # a mistake keeps its name if it also fails here
    hint="The inputs may come in tuples as well as in lists. Inputs and parameters may be whole numbers, and a label "
    "may be 1, 1.0 or True. An array that numpy makes of whole numbers cuts off every fraction put into it.",
)
def test_forms(submission, reference):
    """all take tuples, whole numbers, float and bool labels"""
    X, Y = ((1, 2), (0, -1), (1, 0)), (True, 0.0, 1)
    agree(submission.forward(X[0], WHOLE), reference.forward(X[0], WHOLE), called=("hidden", "a"))
    agree(submission.backprop(X, Y, WHOLE), reference.backprop(X, Y, WHOLE))
    agree(submission.train(X, Y, WHOLE, 1, 3), reference.train(X, Y, WHOLE, 1, 3), called=("params", "history"))


@check(
    points=1,
    open=True,
    hint="If the slopes are right and the loop is right, the network learns XOR in 300 epochs at eta = 2.",
)
def test_xor(submission, reference):
    """the network learns XOR: 0.036, 0.973, 0.972, 0.03"""
    start = {"W1": [[0.5, -0.6], [-0.7, 0.4]], "b1": [0.1, -0.1], "W2": [0.8, 0.9], "b2": -0.2}
    expected, _ = reference.train(CORNERS, XOR, start, 2.0, 300)
    params, history = submission.train([list(x) for x in CORNERS], list(XOR), start, 2.0, 300)
    agree(params, expected, called="params")
    predictions = []
    for x in CORNERS:
        hidden = [neuron(x, w, b) for w, b in zip(params["W1"], params["b1"], strict=True)]
        predictions.append(round(neuron(hidden, params["W2"], params["b2"]), 3))
    agree(predictions, [0.036, 0.973, 0.972, 0.03])
    agree(len(history), 300)


@check(
    points=1,
    hint="train must not change the caller's parameters, and that includes the lists inside the dict. A copy of the "
    "dict alone is not enough. Build new lists for the new values.",
)
def test_leaves_no_mark(submission, reference):
    """train does not change its arguments, and every call starts from the beginning"""
    X, Y = points(5)
    params = copy.deepcopy(OTHER)
    expected = reference.train(*points(5), OTHER, 0.5, 3)
    agree([submission.train(X, Y, params, 0.5, 3), submission.train(X, Y, params, 0.5, 3)], [expected, expected])
    agree((X, Y, params), (*points(5), OTHER))
    # one argument differs from call to call, at its end
    cases = [(*points(2), START, 0.4, 2), (*points(2), {**START, "b2": 0.4001}, 0.4, 2), (*points(2), START, 0.4001, 2)]
    cases += [(points(2)[0], [1, 1], START, 0.4, 2), ([POINTS[0], [1.2, 0.8001]], LABELS[:2], START, 0.4, 2)]
    cases.append((*points(2), START, 0.4, 1))
    expected = [reference.train(*case) for case in cases]
    agree([submission.train(*case) for case in cases], expected)
    lasting(submission)
