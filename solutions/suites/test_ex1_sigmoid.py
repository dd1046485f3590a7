"""Exercise 1: the curve, and the neuron made of it."""

from grader.suite import agree, check


def numbers(random, n, low, high):
    """n numbers of either sign, none of them near 0."""
    return [random.choice((-1, 1)) * random.uniform(low, high) for _ in range(n)]


@check(
    points=2,
    open=True,
    hint="At 0 the curve is half way up. From there it climbs towards 1 on the right and sinks towards 0 on the left.",
)
def test_lesson_points(submission):
    """sigmoid goes through the lesson's points"""
    agree(submission.sigmoid(0.0), 0.5)
    agree(submission.sigmoid(2.0), 0.8807970779778823)
    agree(submission.sigmoid(-2.0), 0.11920292202211755)


@check(
    points=2,
    hint="Pick a few numbers, small and large, on both sides of 0, and work out 1 / (1 + e^(-t)) beside your function. "
    "Keep every digit, and let the curve come as close to 0 and 1 as it wants to.",
)
def test_whole_curve(submission, reference, random):
    """sigmoid is right all along the curve"""
    points = [random.uniform(0.2, 1.0), random.uniform(-5.0, -1.0), random.uniform(5.0, 9.0)]
    points += [random.uniform(-22.0, -19.0), random.uniform(12.0, 18.0), -points[0], points[0]]
    expected = [reference.sigmoid(t) for t in points]
    agree([submission.sigmoid(t) for t in points], expected)


@check(
    points=2,
    open=True,
    stretch=True,
    hint="Very far to the left e^(-t) is too large for any float. There is another way to write the same curve, with "
    "e^t in it, that has no such trouble there; each half of the line can have the form that suits it.",
)
def test_far_from_zero(submission):
    """sigmoid survives numbers very far from 0"""
    agree(submission.sigmoid(-1.5), 0.18242552380635635)
    agree([submission.sigmoid(t) for t in (-745.0, -1000.0, 1000.0)], [0.0, 0.0, 1.0])


@check(
    points=2,
    open=True,
    hint="First the sum: each input times its own weight, and the bias once. Then the sigmoid of that sum.",
)
def test_lesson_neuron(submission):
    """forward gives the lesson's answers"""
    agree(submission.forward([1.0, 2.0], [3.0, -1.0], 0.5), 0.8175744761936437)
    agree(submission.forward([2.0], [0.75], -1.0), 0.6224593312018546)


@check(
    points=3,
    hint="A neuron may have one input or five. Does your sum take in every product, each of them once, also where two "
    "inputs are alike, and the bias once?",
)
def test_any_length(submission, reference, random):
    """forward takes any number of inputs"""
    cases = [
        (numbers(random, n, 0.3, 2.5), numbers(random, n, 0.2, 0.9), numbers(random, 1, 0.3, 1.5)[0])
        for n in (3, 1, 4, 2, 5)
    ]
    (u, v), (p, q) = numbers(random, 2, 0.3, 2.5), numbers(random, 2, 0.2, 0.9)
    cases.append(([0.0, u, u, v, u], [q, p, p, q, q], 0.0))  # numbers that are alike, or 0
    cases.append(([4.0, 3.0], [-2.5, -2.0], 0.5))  # a neuron that is nearly sure
    expected = [reference.forward(*case) for case in cases]
    agree([submission.forward(*case) for case in cases], expected)


@check(
    points=1,
    hint="Whoever calls you may use the same lists again. Read from them, put nothing in and take nothing out; and "
    "begin each call afresh, with nothing left over from the one before.",
)
def test_leaves_no_mark(submission, reference, random):
    """forward leaves x and w alone, call after call"""
    x, w, b = numbers(random, 3, 0.3, 2.5), numbers(random, 3, 0.2, 0.9), random.uniform(0.3, 1.5)
    expected, before = reference.forward(x, w, b), (list(x), list(w))
    agree([submission.forward(x, w, b), submission.forward(x, w, b)], [expected, expected])
    agree((x, w), before)
    others = [(x, w, -b), (x, w[::-1], b)]  # another neuron at the same input
    agree([submission.forward(*other) for other in others], [reference.forward(*other) for other in others])
