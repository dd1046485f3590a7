"""Remember."""


def remember(function):
    """Return a function that gives the same, and calls `function` once for each argument; it keeps its name."""
    raise NotImplementedError
