"""Exercise 1: what one neuron computes.

A neuron looks at a few numbers and gives one back. It weighs each input, adds everything up, adds a
bias of its own, and squashes the sum into a number between 0 and 1: near 0 for "no", near 1 for
"yes", one half for "I cannot tell".

The squashing is done by the sigmoid, the S-shaped curve 1 / (1 + e^(-t)). Write it first; the
neuron needs it.
"""

import math


def sigmoid(t):
    """Squash any number t into the range from 0 to 1.

    Takes a number, gives a number: one half at 0, close to 1 far to the right, close to 0 far to
    the left.

    >>> sigmoid(0.0)
    0.5
    >>> sigmoid(2.0)
    0.8807970779778823
    """
    # TODO: math.exp(t) is e to the power of t.
    raise NotImplementedError


def forward(x, w, b):
    """Say what the neuron with weights w and bias b answers to the input x.

    Takes two vectors of the same length, however long, and a number; gives the sigmoid of w·x + b.
    In the example the sum is 3.0 * 1.0 + (-1.0) * 2.0 + 0.5 = 1.5.

    >>> forward([1.0, 2.0], [3.0, -1.0], 0.5)
    0.8175744761936437
    """
    # TODO: one product for each input, all of them added up, the bias once, and then the sigmoid.
    raise NotImplementedError
