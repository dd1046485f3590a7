"""Bring the columns of a table to the same scale."""

import numpy as np


def standardize(X):
    """Return the array with each column's mean subtracted, and divided by the column's standard deviation.

    A column whose numbers are all equal becomes zeros. Do not change X itself.

    >>> standardize(np.array([[1.0, 10.0], [3.0, 30.0]]))
    array([[-1., -1.],
           [ 1.,  1.]])
    """
    raise NotImplementedError
