import numpy as np

from grader.suite import agree, check


@check(points=2, hint="Look at the middle.", open=True)
def test_small(submission):
    """one bright pixel"""
    image = np.zeros((3, 3))
    image[1, 1] = 9
    agree(submission.blur(image), np.array([[2.25, 1.5, 2.25], [1.5, 1.0, 1.5], [2.25, 1.5, 2.25]]))


@check(points=2, hint="Whole numbers, and images of one row.")
def test_more(submission, reference, random):
    """other images"""
    numbers = np.random.default_rng(random.randrange(100))
    images = [numbers.integers(0, 255, shape) for shape in [(1, 4), (5, 2), (4, 4)]]
    agree([submission.blur(i) for i in images], [reference.blur(i) for i in images])
