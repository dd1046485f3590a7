"""Make a tree flat."""


def flatten(tree):
    """Return a list of all whole numbers in a list of numbers and lists, at any depth, in their order.

    >>> flatten([1, [2, [3]], []])
    [1, 2, 3]
    """
    raise NotImplementedError
