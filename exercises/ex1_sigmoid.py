"""Exercise 1: what one neuron computes.

A neuron takes a few numbers and returns one prediction. It multiplies each input by its own weight,
adds the products and a bias, and turns the sum into a number between 0 and 1. Near 0 means "no",
near 1 means "yes", and 0.5 means "undecided".

The last step uses the sigmoid, the S-shaped curve 1 / (1 + e^(-t)). Write the sigmoid first, since
the neuron needs it.
"""

import math


def sigmoid(t):
    """Return the sigmoid of t.

    The argument is any number, and the result is a number between 0 and 1. At 0 it is 0.5. It gets
    close to 1 for large t, and close to 0 for t far below 0.

    >>> sigmoid(0.0)
    0.5
    >>> sigmoid(2.0)
    0.8807970779778823
    """
    # TODO: math.exp(t) is e to the power of t.
    raise NotImplementedError


def forward(x, w, b):
    """Return the prediction for the input x of the neuron with weights w and bias b.

    x and w are vectors of the same length, and there may be one input or many. b is a number. The
    result is the sigmoid of w·x + b, where w·x is the sum of the products. In the example, this is
    the sigmoid of 1.5, since 3.0 * 1.0 + (-1.0) * 2.0 + 0.5 = 1.5.

    >>> forward([1.0, 2.0], [3.0, -1.0], 0.5)
    0.8175744761936437
    """
    # TODO: add up one product for each input, and the bias once. Then take the sigmoid of the sum.
    raise NotImplementedError
