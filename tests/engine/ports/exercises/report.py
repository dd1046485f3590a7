"""Reports."""


def report(title, *names, sep=", ", **notes):
    """Return the title, the names joined by sep, and each note as key=value, in lines."""
    raise NotImplementedError


def tree_depth(tree):
    """Return how deep a tree {"name": text, "parts": [trees]} is."""
    raise NotImplementedError
