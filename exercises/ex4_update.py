"""Exercise 4: one step downhill.

The gradient points uphill, so step in the opposite direction. The step of a parameter is eta, the
learning rate, times the slope of this parameter. Subtract the step. The same rule holds for the
weights and for the bias.
"""


def update(w, b, gw, gb, eta):
    """Return the parameters after one step of gradient descent.

    w and b are the weights and the bias, gw and gb are their slopes, and eta is the learning rate.
    The result is a pair (w, b) with a new list of weights, as long as the old one, and a new bias.
    Do not change the lists that are passed in, since the caller may still need them.

    In the example, the slope of the first weight is 0.2, so its step is 0.5 * 0.2 = 0.1.

    >>> update([1.0, -2.0], 0.5, [0.2, -0.4], 0.1, 0.5)
    ([0.9, -1.8], 0.45)
    """
    # TODO: make new values. Do not change the old ones.
    raise NotImplementedError
