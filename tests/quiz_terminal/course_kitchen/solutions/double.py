"""The program as it should be."""


def double(n) -> float:
    """Return twice as much."""
    return 2 * n
