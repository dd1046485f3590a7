"""Sort a list by merging."""


def merge_sort(values):
    """Return a new list of the values in rising order, without `sorted` and `sort`. Do not change `values`.

    >>> merge_sort([3, 1, 2])
    [1, 2, 3]
    """
    raise NotImplementedError
