"""Move letters along the alphabet."""


def caesar(text, shift):
    """Return the text with each letter moved by `shift` places; after z comes a. All else stays as it is.

    >>> caesar("Zebra!", 1)
    'Afcsb!'
    """
    raise NotImplementedError
