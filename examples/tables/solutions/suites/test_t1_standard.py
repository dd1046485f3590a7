"""A suite of arrays: they are given and come back as arrays of numpy."""

import numpy as np

from grader.suite import agree, check


@check(points=4, hint="Compute mean and deviation column by column: axis=0.", open=True)
def test_example(submission):
    """the example"""
    agree(submission.standardize(np.array([[1.0, 10.0], [3.0, 30.0]])), np.array([[-1.0, -1.0], [1.0, 1.0]]))


@check(points=3, hint="Does a column of five rows still have five rows?")
def test_shapes(submission, reference, random):
    """tables of other shapes"""
    numbers = np.random.default_rng(random.randrange(1000))
    tables = [numbers.normal(3, 2, shape) for shape in [(5, 1), (2, 7), (40, 3), (3, 3)]]
    agree([submission.standardize(t) for t in tables], [reference.standardize(t) for t in tables])


@check(points=2, hint="What is the standard deviation of equal numbers? You cannot divide by it.")
def test_equal_numbers(submission):
    """a column of equal numbers"""
    agree(submission.standardize(np.array([[5.0, 1.0], [5.0, 3.0]])), np.array([[0.0, -1.0], [0.0, 1.0]]))


@check(points=1, hint="Whole numbers are numbers, too.")
def test_whole_numbers(submission, reference):
    """an array of whole numbers"""
    table = np.array([[1, 2], [4, 8], [9, 5]])
    agree(submission.standardize(table), reference.standardize(table))
