"""Exercise 3: the slope of the mean loss, by formula and by nudging."""

import math

from grader.suite import agree, check

NUDGE = 1e-5


def numbers(random, n, low, high):
    """n numbers of either sign, none of them near 0."""
    return [random.choice((-1, 1)) * random.uniform(low, high) for _ in range(n)]


def problem(random, m, n):
    """m examples of n inputs with labels, and a neuron: the arguments of gradient."""
    X = [numbers(random, n, 0.3, 2.5) for _ in range(m)]
    first = random.choice((0, 1))
    Y = [(first + i) % 2 for i in range(m)]
    return X, Y, numbers(random, n, 0.2, 0.9), numbers(random, 1, 0.3, 1.5)[0]


def mean_loss(X, Y, w, b):
    """How wrong the neuron is on the whole, straight from the definitions."""
    total = 0.0
    for x, y in zip(X, Y, strict=True):
        a = 1 / (1 + math.exp(-b - sum(wj * xj for wj, xj in zip(w, x, strict=True))))
        total -= math.log(a) if y == 1 else math.log(1 - a)
    return total / len(X)


def nudged(X, Y, w, b):
    """The slopes, found without any formula: turn each parameter a little up and down, and see what the loss does."""
    gw = []
    for j in range(len(w)):
        up, down = list(w), list(w)
        up[j] += NUDGE
        down[j] -= NUDGE
        gw.append((mean_loss(X, Y, up, b) - mean_loss(X, Y, down, b)) / (2 * NUDGE))
    return gw, (mean_loss(X, Y, w, b + NUDGE) - mean_loss(X, Y, w, b - NUDGE)) / (2 * NUDGE)


@check(
    points=4,
    open=True,
    hint="With all weights at 0 the neuron says 0.5 to everything, so you can do these by hand: the error of each "
    "example is 0.5 - y. Every weight takes it times its own input, the bias takes it as it is.",
)
def test_lesson_slopes(submission):
    """gradient gives the lesson's slopes"""
    slopes = submission.gradient([[1.0, 2.0]], [1], [0.0, 0.0], 0.0)
    agree(slopes, ([-0.5, -1.0], -0.5), called=("gw", "gb"))
    slopes = submission.gradient([[1.0, 2.0], [3.0, -1.0]], [1, 0], [0.0, 0.0], 0.0)
    agree(slopes, ([0.5, -0.75], 0.0), called=("gw", "gb"))


@check(
    points=4,
    open=True,
    hint="Now the neuron has weights and a bias, so what it says differs from example to example. Ask it anew for "
    "each one.",
)
def test_neuron_with_an_opinion(submission):
    """gradient asks the neuron what it says"""
    slopes = submission.gradient([[1.0, 2.0], [3.0, -1.0]], [1, 0], [0.5, -0.25], 1.0)
    agree(slopes, ([1.275399314053991, -0.7388980962829913], 0.33548596422799865), called=("gw", "gb"))


@check(
    points=5,
    hint="Turn one parameter a little up and a little down, and look at what the mean loss does: that is its slope. "
    "Compare it with your gradient, parameter by parameter; the first that differs shows where to look.",
)
def test_nudging(submission, random):
    """nudging each parameter shows the same slopes"""
    for m, n in ((3, 2), (5, 3)):
        case = problem(random, m, n)
        expected = nudged(*case)
        agree(submission.gradient(*case), expected, rel=1e-6, abs=1e-8)


@check(
    points=6,
    hint="There may be one input or five, one example or six. Every weight has a slope of its own, made of its own "
    "inputs; and the mean is over the examples, whatever their number, also where two are alike.",
)
def test_weights(submission, reference, random):
    """the slopes of the weights are right, for data of any size"""
    cases = [problem(random, m, n) for m, n in ((6, 1), (1, 4), (3, 5), (5, 2))]
    (u, v), (p, q) = numbers(random, 2, 0.3, 2.5), numbers(random, 2, 0.2, 0.9)
    cases.append(([[u, u, v], [u, u, v], [v, u, u], [u, u, v]], [0, 1, 1, 1], [p, p, q], 0.5))  # examples that are alike
    cases.append(([[0.0, 4.0], [0.0, -4.0], [3.0, 0.0]], [1, 0, 1], [3.0, 2.5], 0.0))  # a neuron that is nearly sure
    expected = [reference.gradient(*case) for case in cases]
    slopes = [submission.gradient(*case) for case in cases]
    agree([gw for gw, _ in slopes], [gw for gw, _ in expected])


@check(
    points=4,
    hint="The bias is added once for each example and meets no input on the way. So its slope is the mean of the "
    "errors, with nothing else in it.",
)
def test_bias(submission, reference, random):
    """the slope of the bias is right, for data of any size"""
    cases = [problem(random, m, n) for m, n in ((1, 3), (5, 1), (3, 2))]
    cases.append(([[1.5, -0.5], [1.5, -0.5], [0.0, 0.0]], [1, 1, 0], [0.5, -0.25], 0.5))  # examples alike, or of zeros
    expected = [reference.gradient(*case) for case in cases]
    slopes = [submission.gradient(*case) for case in cases]
    agree([gb for _, gb in slopes], [gb for _, gb in expected])


@check(
    points=2,
    hint="To look for the way downhill changes nothing: the data and the weights stay as they are. And each call "
    "begins with empty sums.",
)
def test_leaves_no_mark(submission, reference, random):
    """gradient leaves its arguments alone, call after call"""
    X, Y, w, b = problem(random, 3, 2)
    expected, before = reference.gradient(X, Y, w, b), ([list(x) for x in X], list(Y), list(w))
    agree([submission.gradient(X, Y, w, b), submission.gradient(X, Y, w, b)], [expected, expected])
    agree((X, Y, w), before)
