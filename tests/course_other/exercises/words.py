"""Counting words."""

from temperature import celsius


def count(text):
    """Return (word, how often) for each word, in the order of the alphabet."""
    # TODO
    raise NotImplementedError


def report(text):
    """Return how many words there are, the longest, and whether a number in it is warm (over 20 Celsius)."""
    # TODO
    raise NotImplementedError
