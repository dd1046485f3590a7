"""A ledger."""


def balances(path):
    """Return the sum of each month, as {"2024-01": …}."""
    raise NotImplementedError


def largest(path, kind="pay"):
    """Return the largest amount of a kind, or None where it is not there."""
    raise NotImplementedError
