"""Seconds in words."""


def duration(seconds):
    """Return a text such as 1 hour, 1 minute and 2 seconds; now for 0."""
    raise NotImplementedError
