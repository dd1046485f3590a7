"""Two values with a sum."""


def first_pair(values, total):
    """Return the indexes of two values whose sum is total, the pair that ends first; None where there is none.

    >>> first_pair([5, 1, 4, 2], 6)
    (0, 1)
    """
    raise NotImplementedError
