"""Generators that are connected, one after another."""


def numbers(lines):
    """Give the number in each line that is not empty, one at a time."""
    raise NotImplementedError


def running_sums(values):
    """Give the sum of all values so far, after each value.

    >>> list(running_sums(numbers(["1", "", "2.5"])))
    [1.0, 3.5]
    """
    raise NotImplementedError
