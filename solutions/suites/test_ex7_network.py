"""Exercise 7: three neurons, blame passed backwards, and XOR."""

import copy
import math

from grader.suite import agree, check

NUDGE = 1e-5
CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
XOR = (0, 1, 1, 0)


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
    """What one neuron says, straight from the definition."""
    return 1 / (1 + math.exp(-b - sum(wj * xj for wj, xj in zip(w, x, strict=True))))


def mean_loss(X, Y, params):
    """How wrong the network is on the whole, straight from the definitions."""
    total = 0.0
    for x, y in zip(X, Y, strict=True):
        hidden = [neuron(x, w, b) for w, b in zip(params["W1"], params["b1"], strict=True)]
        a = neuron(hidden, params["W2"], params["b2"])
        total -= math.log(a) if y == 1 else math.log(1 - a)
    return total / len(X)


def nudged(X, Y, params):
    """The slopes, found without any formula: turn each parameter a little up and down, and see what the loss does."""

    def slope(*path):
        losses = []
        for nudge in (NUDGE, -NUDGE):
            turned = copy.deepcopy(params)
            place = turned
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] += nudge
            losses.append(mean_loss(X, Y, turned))
        up, down = losses
        return (up - down) / (2 * NUDGE)

    return {
        "W1": [[slope("W1", k, j) for j in range(2)] for k in range(2)],
        "b1": [slope("b1", k) for k in range(2)],
        "W2": [slope("W2", k) for k in range(2)],
        "b2": slope("b2"),
    }


@check(
    points=2,
    open=True,
    hint="Each hidden neuron reads the inputs with its own row of weights and its own bias. The last neuron reads what "
    "the two of them said.",
)
def test_lesson_forward(submission):
    """forward gives the lesson's answer"""
    params = {"W1": [[1.0, -1.0], [2.0, 0.5]], "b1": [0.0, -1.0], "W2": [2.0, -1.0], "b2": 0.5}
    said = submission.forward([1.0, 2.0], params)
    agree(said, ([0.2689414213699951, 0.8807970779778823], 0.5391908849956525), called=("hidden", "a"))


@check(
    points=2,
    hint="Each of the three neurons squashes its sum, and each has a bias. Follow one input through the network by "
    "hand, with all parameters different.",
)
def test_any_forward(submission, reference, random):
    """forward is right for any network"""
    cases = [(numbers(random, 2), network(random)) for _ in range(3)]
    expected = [reference.forward(*case) for case in cases]
    agree([submission.forward(*case) for case in cases], expected)


@check(
    points=2,
    open=True,
    hint="Begin at the end: the last neuron's error is a - y, and its inputs are the hidden answers. Each hidden "
    "neuron takes that error times its weight in the last neuron, times h·(1 - h).",
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
    points=3,
    hint="Turn one parameter a little up and a little down, and look at what the mean loss does: that is its slope. "
    "Compare all nine with yours; which of the four parts differ?",
)
def test_nudging(submission, random):
    """nudging each parameter shows the same slopes"""
    case = (*problem(random, 3), network(random))
    expected = nudged(*case)
    agree(submission.backprop(*case), expected, rel=1e-6, abs=1e-8)


@check(
    points=2,
    hint="The slopes are averaged over the examples, whether there is one or five of them, and also where two are alike.",
)
def test_any_backprop(submission, reference, random):
    """backprop takes data of any size"""
    cases = [(*problem(random, m), network(random)) for m in (5, 1)]
    x, (w, c) = numbers(random, 2), (numbers(random, 2), random.uniform(0.3, 1.2))
    twins = {"W1": [w, list(w)], "b1": [c, c], "W2": numbers(random, 2), "b2": 0.5}
    cases.append(([x, list(x), numbers(random, 2)], [0, 1, 1], twins))  # examples and neurons that are alike
    expected = [reference.backprop(*case) for case in cases]
    agree([submission.backprop(*case) for case in cases], expected)


@check(
    points=2,
    hint="In each epoch note the mean loss first, then find all the slopes, then move every parameter against its own. "
    "None of the four parts may be left behind; and every epoch is run, even where the loss has stopped falling.",
)
def test_training(submission, reference, random):
    """train moves every parameter, and keeps the history"""
    cases = [(*problem(random, m), network(random), eta, epochs) for m, eta, epochs in ((5, 0.7, 6), (3, 0.2, 1))]
    x, undecided = numbers(random, 2), {**network(random), "W2": [0.0, 0.0], "b2": 0.0}
    nothing_to_learn = [x, x], [0, 1], undecided, 0.5, 40
    overshooting = [x, x, x], [0, 1, 1], copy.deepcopy(undecided), 12.0, 5
    nearly_sure = [x], [1], {**network(random), "b2": 9.0}, 1.0, 4
    cases += [nothing_to_learn, overshooting, nearly_sure]
    expected = [reference.train(*case) for case in cases]
    agree([submission.train(*case) for case in cases], expected)


@check(
    points=1,
    open=True,
    hint="If the slopes are right and the loop is right, XOR comes by itself: 300 epochs at eta = 2.",
)
def test_xor(submission, reference):
    """the network learns XOR: 0.036, 0.973, 0.972, 0.03"""
    start = {"W1": [[0.5, -0.6], [-0.7, 0.4]], "b1": [0.1, -0.1], "W2": [0.8, 0.9], "b2": -0.2}
    expected, _ = reference.train(CORNERS, XOR, start, 2.0, 300)
    params, history = submission.train([list(x) for x in CORNERS], list(XOR), start, 2.0, 300)
    agree(params, expected, called="params")
    said = []
    for x in CORNERS:
        hidden = [neuron(x, w, b) for w, b in zip(params["W1"], params["b1"], strict=True)]
        said.append(round(neuron(hidden, params["W2"], params["b2"]), 3))
    agree(said, [0.036, 0.973, 0.972, 0.03])
    agree(len(history), 300)


@check(
    points=1,
    hint="The parameters that came in belong to the caller: the lists within them too, so a copy of the dict alone is "
    "not enough. Build new lists for the new values.",
)
def test_leaves_no_mark(submission, reference, random):
    """train leaves its arguments alone, call after call"""
    X, Y = problem(random, 3)
    params = network(random)
    before = copy.deepcopy((X, Y, params))
    expected = reference.train(*before, 0.5, 3)
    agree([submission.train(X, Y, params, 0.5, 3), submission.train(X, Y, params, 0.5, 3)], [expected, expected])
    agree((X, Y, params), before)
