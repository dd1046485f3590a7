"""You take one mean and one deviation of the whole table. How many columns does it have?

`axis=0` gives one for each column.
"""

import numpy as np


def standardize(X):
    spread = X.std()
    return (X - X.mean()) / np.where(spread == 0, 1, spread)
