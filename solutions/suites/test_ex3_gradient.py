"""Exercise 3: the slopes of the mean loss, by the formula and by small changes of each parameter.

Every check asks the same core at every seed; a few numbers drawn from the seed are added to it.
"""

import math

from grader.suite import agree, check, lasting

CHANGE = 1e-5


def numbers(random, n, low, high):
    """Return n numbers of either sign, none of them near 0."""
    return [random.choice((-1, 1)) * random.uniform(low, high) for _ in range(n)]


def problem(random, m, n):
    """Return m examples of n inputs with labels, and a neuron: the arguments of gradient."""
    X = [numbers(random, n, 0.3, 2.5) for _ in range(m)]
    first = random.choice((0, 1))
    Y = [(first + i) % 2 for i in range(m)]
    return X, Y, numbers(random, n, 0.2, 0.9), numbers(random, 1, 0.3, 1.5)[0]


def prediction(x, w, b):
    """What the neuron predicts, from the definition."""
    return 1 / (1 + math.exp(-b - sum(wj * xj for wj, xj in zip(w, x, strict=True))))


def slopes(X, Y, w, b):
    """The gradient, from its definition."""
    errors = [prediction(x, w, b) - y for x, y in zip(X, Y, strict=True)]
    m = len(Y)
    return [sum(e * x[j] for e, x in zip(errors, X, strict=True)) / m for j in range(len(w))], sum(errors) / m


def mean_loss(X, Y, w, b):
    """How wrong the neuron is on all the examples, from the definition."""
    total = 0.0
    for x, y in zip(X, Y, strict=True):
        a = prediction(x, w, b)
        total -= math.log(a) if y == 1 else math.log(1 - a)
    return total / len(X)


def measured(X, Y, w, b):
    """The slopes without the formula: change each parameter a little, up and down, and see what the loss does."""
    gw = []
    for j in range(len(w)):
        up, down = list(w), list(w)
        up[j] += CHANGE
        down[j] -= CHANGE
        gw.append((mean_loss(X, Y, up, b) - mean_loss(X, Y, down, b)) / (2 * CHANGE))
    return gw, (mean_loss(X, Y, w, b + CHANGE) - mean_loss(X, Y, w, b - CHANGE)) / (2 * CHANGE)


@check(
    points=4,
    open=True,
    hint="With all weights and the bias at 0, every prediction is 0.5, so you can work these out by hand. The error of "
    "each example is 0.5 - y. For a weight, multiply the error by that weight's input. For the bias, use the error "
    "itself.",
)
def test_lesson_slopes(submission):
    """gradient gives the lesson's slopes"""
    found = submission.gradient([[1.0, 2.0]], [1], [0.0, 0.0], 0.0)
    agree(found, ([-0.5, -1.0], -0.5), called=("gw", "gb"))
    found = submission.gradient([[1.0, 2.0], [3.0, -1.0]], [1, 0], [0.0, 0.0], 0.0)
    agree(found, ([0.5, -0.75], 0.0), called=("gw", "gb"))


@check(
    points=4,
    open=True,
    hint="Now the neuron has weights and a bias, so its prediction differs from example to example. Call forward for "
    "each example, with the w and b that are passed to gradient.",
)
def test_uses_predictions(submission):
    """gradient uses the neuron's predictions"""
    found = submission.gradient([[1.0, 2.0], [3.0, -1.0]], [1, 0], [0.5, -0.25], 1.0)
    agree(found, ([1.275399314053991, -0.7388980962829913], 0.33548596422799865), called=("gw", "gb"))


@check(
    points=5,
    hint="Change one parameter a little, up and down, and see how the mean loss changes: that is its slope. Compare it "
    "with your gradient, one parameter after another. The first that differs shows where to look.",
)
def test_small_changes(submission, random):
    """small changes of each parameter show the same slopes"""
    fixed = [[0.8, 5.7], [-0.6, -2.2], [5.9, -0.4]], [1, 0, 0], [0.7, -0.4], 0.9  # slopes beyond 1 and -1, too
    drawn = problem(random, 5, 3)
    expected = measured(*fixed), measured(*drawn)
    agree(submission.gradient(*fixed), expected[0], rel=1e-6, abs=1e-8)
    # less exact, so that the fixed one decides about slopes that are measured, too
    agree(submission.gradient(*drawn), expected[1], rel=1e-4, abs=1e-5)


@check(
    points=5,
    hint="There may be one input or five, one example or six. Every weight has its own slope, made from its own "
    "inputs. The mean is over all the examples, also where two of them are equal.",
)
def test_weights(submission, random):
    """the slopes of the weights are right, for any data"""
    cases = [
        ([[0.7], [-1.2], [2.4], [0.5], [-0.9], [1.6]], [0, 1, 0, 1, 1, 0], [0.8], -0.6),
        ([[1.1, -0.5, 2.3, 0.8]], [0], [0.3, 0.6, -0.4, 0.7], 0.5),  # one example
        ([[2.0, -1.0, 0.4, 1.3, -2.2], [1.0, 2.0, -0.9, 1.0, 0.7], [-1.0, 0.6, 2.0, 1.8, 1.1]], [1, 0, 1])
        + ([0.4, -0.3, 0.6, 0.2, -0.5], 1.0),
        # where training starts
        ([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [2.0, 1.0]], [0, 0, 1, 1, 1], [0.0, 0.0], 0.0),
        # examples that are equal, and inputs
        ([[1.3, 1.3, -0.8], [1.3, 1.3, -0.8], [-0.8, 1.3, 1.3], [1.3, 1.3, -0.8]], [0, 1, 1, 1], [0.6, 0.6, -0.7], 0.5),
        ([[0.0, 4.0], [0.0, -4.0], [3.0, 0.0]], [1, 0, 1], [3.5, 2.9], 0.0),  # a neuron that is nearly sure, and right
        ([[0.6, 12.0], [-0.5, -14.0]], [0, 1], [7.0, 0.8], -6.5),  # large numbers, and nearly sure and wrong
        ([[0.00005, 0.8], [0.7, -0.00003]], [1, 0], [0.00004, 0.00007], 0.00003),  # numbers near 0
        problem(random, 3, 2),
    ]
    expected = [slopes(*case)[0] for case in cases]  # before a call can change what it is given
    found = [submission.gradient(*case) for case in cases]
    agree([gw for gw, _ in found], expected)


@check(
    points=3,
    hint="The bias is added once for each example, and no input multiplies it. So its slope is the mean of the errors "
    "and nothing else.",
)
def test_bias(submission, random):
    """the slope of the bias is right, for any data"""
    cases = [
        ([[0.9, -1.4, 2.0]], [1], [0.5, 0.3, -0.6], 0.7),
        ([[1.2], [-0.7], [2.1], [0.4], [-1.8]], [1, 1, 0, 1, 1], [-0.6], 0.8),
        ([[1.5, -0.5], [1.5, -0.5], [0.0, 0.0]], [1, 1, 0], [0.5, -0.25], 0.5),  # equal examples, inputs of 0
        ([[3.0, 2.0], [2.5, 4.0]], [0, 0], [2.0, 1.0], 6.5),  # a neuron that is nearly sure, and wrong
        problem(random, 3, 2),
    ]
    expected = [slopes(*case)[1] for case in cases]
    found = [submission.gradient(*case) for case in cases]
    agree([gb for _, gb in found], expected)


@check(
    points=2,
    open=True,
    loose=True,  # a mistake keeps its name if it also fails here
    hint="A vector may be a list or a tuple, numbers may be whole, and a label may be 1.0 or True. Do you use something "
    "that only lists or only whole numbers can do?",
)
def test_other_kinds(submission):
    """tuples, whole numbers, and labels such as True, work as well"""
    cases = [
        (((1.5, -0.5), (0.5, 2.0)), (1, 0), (0.5, -1.0), 0.25),
        ([[2, 1], [0, 3], [1, -1]], [1.0, 0.0, 1.0], [1, 0], -1),
        ([[0, 1], [1, 1]], [False, True], [0, 0], 0),
    ]
    for case, expected in [(case, slopes(*case)) for case in cases]:
        agree(submission.gradient(*case), expected, called=("gw", "gb"))


@check(
    points=1,
    open=True,
    hint="The caller keeps the list that you return. Build a new list in every call. Do not use a list that is made once, "
    "outside the function, and do not return the list that is passed in.",
)
def test_keeps_results(submission):
    """what gradient returns is a new list in every call"""
    cases = [
        ([[1.5, -0.5], [0.5, 2.0]], [1, 0], [0.5, 0.25], 1.0),
        ([[1.5, -0.5], [0.5, 2.0]], [0, 1], [0.5, 0.25], 1.0),
    ]
    for case, expected in [(case, slopes(*case)) for case in cases]:
        agree(submission.gradient(*case), expected, called=("gw", "gb"))
    lasting(submission)


@check(
    points=1,
    hint="Computing the gradient must not change the data or the weights. And start every call with new sums, so that "
    "nothing is left over from an earlier call.",
)
def test_keeps_arguments(submission):
    """gradient does not change X, Y or w, and repeats its answers"""
    X, Y, w, b = [[0.8, -1.3], [1.7, 0.6], [-0.9, 2.2]], [1, 0, 1], [0.5, -0.7], 0.4
    expected, before = slopes(X, Y, w, b), ([list(x) for x in X], list(Y), list(w))
    agree([submission.gradient(X, Y, w, b), submission.gradient(X, Y, w, b)], [expected, expected])
    agree((X, Y, w), before)
    # one argument differs
    others = [(X, [0, 1, 1], w, b), (X, Y, [0.3, 0.6], b), (X, Y, w, b + 0.0004), (X[1:] + X[:1], Y, w, b)]
    expected = [slopes(*other) for other in others]
    agree([submission.gradient(*other) for other in others], expected)
