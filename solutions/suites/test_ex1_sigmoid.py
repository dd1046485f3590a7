"""Exercise 1: the sigmoid, and the neuron made of it.

Every check asks the same core at every seed; a few numbers drawn from the seed are added to it.
"""

import math

from grader.suite import agree, check


def curve(t):
    """The sigmoid, from its definition."""
    return 1 / (1 + math.exp(-t))


def neuron(x, w, b):
    """The neuron, from its definition."""
    return curve(b + sum(wj * xj for wj, xj in zip(w, x, strict=True)))


def numbers(random, n, low, high):
    """Return n numbers of either sign, none of them near 0."""
    return [random.choice((-1, 1)) * random.uniform(low, high) for _ in range(n)]


@check(
    points=2,
    open=True,
    hint="At t = 0 the sigmoid is 0.5. As t grows, it rises towards 1. As t falls below 0, it gets close to 0.",
)
def test_lesson_points(submission):
    """sigmoid gives the lesson's values"""
    agree(submission.sigmoid(0.0), 0.5)
    agree(submission.sigmoid(2.0), 0.8807970779778823)
    agree(submission.sigmoid(-2.0), 0.11920292202211755)


@check(
    points=2,
    hint="Choose a few numbers on both sides of 0: small, large and whole ones. Work out 1 / (1 + e^(-t)) for each and "
    "compare. Keep every digit, and let the curve get as close to 0 and 1 as it does.",
)
def test_whole_curve(submission, random):
    """sigmoid is right for small, large and whole numbers"""
    points = [0.6, -0.6, 0.6004, -0.02, 0.00006, 3, -4, 5.5, -9.0, 15.0, -16.5, 20.4, -24.9]
    points += [*numbers(random, 1, 0.1, 5.0), *numbers(random, 1, 5.0, 20.0)]
    agree([submission.sigmoid(t) for t in points], [curve(t) for t in points])


@check(
    points=2,
    open=True,
    stretch=True,
    hint="For a very negative t, e^(-t) is too large for a float. The same curve can be written with e^t instead. Use "
    "one form for negative t and the other for positive t.",
)
def test_far_from_zero(submission):
    """sigmoid works for numbers very far from 0"""
    agree(submission.sigmoid(-1.5), 0.18242552380635635)
    agree([submission.sigmoid(t) for t in (-745.0, -1000.0, 1000.0)], [0.0, 0.0, 1.0])


@check(
    points=2,
    open=True,
    hint="First add up: each input times its own weight, and the bias once. Then take the sigmoid of the sum.",
)
def test_lesson_neuron(submission):
    """forward gives the lesson's predictions"""
    agree(submission.forward([1.0, 2.0], [3.0, -1.0], 0.5), 0.8175744761936437)
    agree(submission.forward([2.0], [0.75], -1.0), 0.6224593312018546)


@check(
    points=2,
    hint="A neuron may have one input or five, and any of its numbers may be 0. Add every product once, also where two "
    "inputs are equal. Add the bias once.",
)
def test_any_length(submission, random):
    """forward is right for any inputs and weights"""
    cases = [
        ([0.5, -1.5, 2.0], [0.812345678, 0.3, -0.6], 0.712345678),
        ([2.0], [-1.3], 0.9),
        ([1.5, -0.4, 0.9, -1.1], [0.4, -0.9, 0.7, 0.6], 0.25),
        ([2.0, -1.0, 0.5, 3.0, 1.2], [0.5, 0.7, -1.3, -0.2, 0.9], -0.8),
        ([0.0, 1.7, 1.7, -0.6, 1.7], [-0.4, 0.8, 0.8, -0.4, -0.4], 0.0),  # numbers that are equal, or 0
        ([1.5, -0.5], [0.0, 0.0], 0.0),  # where training starts
        ([0.00005, 0.8, -0.3], [0.7, 0.00003, 0.00004], 0.00002),  # numbers near 0, and a sum near 0
        ([9.5, -1.25], [1.5, 9.0], -1.2),  # large numbers
        ([4.0, 3.0], [2.5, 3.4], 0.1),  # a sum far above 0
        ([-12.0, 0.5], [1.5, 6.5], -10.0),  # a sum far below 0
        (numbers(random, 3, 0.3, 2.5), numbers(random, 3, 0.2, 0.9), numbers(random, 1, 0.3, 1.5)[0]),
    ]
    expected = [neuron(*case) for case in cases]  # before a call can change what it is given
    agree([submission.forward(*case) for case in cases], expected)


@check(
    points=1,
    open=True,
    loose=True,  # a mistake keeps its name if it also fails here
    hint="A vector may be a list or a tuple, and numbers may be whole. Do you use something that only lists can do?",
)
def test_tuples_and_whole_numbers(submission):
    """forward also works with tuples and whole numbers"""
    cases = [((2,), [-1], 3), ([1, 0, -2], (0.5, 2, 0.25), 0), ((1.5, -0.5), (0, 0), 0)]
    for case, expected in [(case, neuron(*case)) for case in cases]:
        agree(submission.forward(*case), expected)


@check(
    points=1,
    hint="The caller may use the same lists again. Only read from them. And start every call with a new sum, so that "
    "nothing is left over from an earlier call.",
)
def test_keeps_arguments(submission):
    """forward does not change x or w, and repeats its answers"""
    x, w, b = [1.2, -0.7, 2.1], [0.5, 0.9, -0.3], 0.8
    expected, before = neuron(x, w, b), (list(x), list(w))
    agree([submission.forward(x, w, b), submission.forward(x, w, b)], [expected, expected])
    agree((x, w), before)
    others = [(x, w, b + 0.0004), (x, w[::-1], b), (x[::-1], w, b)]  # one argument differs
    expected = [neuron(*other) for other in others]
    agree([submission.forward(*other) for other in others], expected)
