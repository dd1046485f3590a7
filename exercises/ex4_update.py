"""Exercise 4: one step downhill.

The gradient points uphill, so walk the other way: every parameter moves against its own slope. How
far is up to eta, the learning rate: the step is eta times the slope. Weights and bias follow the
same rule.
"""


def update(w, b, gw, gb, eta):
    """Take one step of gradient descent.

    Takes the weights and the bias, the slope of each, and the learning rate; gives the new (w, b):
    a list as long as the old one, and a number. The lists that came in stay as they were: whoever
    called you may still need them.

    The first weight has a slope of 0.2, so it moves by 0.5 * 0.2 = 0.1, downwards.

    >>> update([1.0, -2.0], 0.5, [0.2, -0.4], 0.1, 0.5)
    ([0.9, -1.8], 0.45)
    """
    # TODO: make new values, do not change the old ones.
    raise NotImplementedError
