"""Move letters along the alphabet."""


def caesar(text, shift):
    """Return the text with each letter moved by `shift` places; after z comes a. Nothing else changes.

    >>> caesar("Zebra!", 1)
    'Afcsb!'
    """
    raise NotImplementedError
