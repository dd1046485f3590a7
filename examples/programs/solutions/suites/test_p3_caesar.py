"""A suite of a function from text to text."""

from grader.suite import agree, check


@check(points=4, hint="Try one letter first, and then z.", open=True)
def test_example(submission):
    """the example"""
    agree(submission.caesar("Zebra!", 1), "Afcsb!")


@check(points=3, hint="A shift can be negative, and larger than 26.")
def test_shifts(submission, reference):
    """shifts of all sizes"""
    shifts = [0, 3, 25, 26, 27, -1, -30, 1000]
    agree([submission.caesar("abcxyz", s) for s in shifts], [reference.caesar("abcxyz", s) for s in shifts])


@check(points=3, hint="Spaces, digits and signs do not change, and a capital letter stays a capital letter.")
def test_signs(submission, reference, random):
    """signs, digits and capital letters"""
    texts = ["", "Ab 9z, Z!", "".join(random.choice("azAZ 09[`{@") for _ in range(20))]
    agree([submission.caesar(t, 5) for t in texts], [reference.caesar(t, 5) for t in texts])
