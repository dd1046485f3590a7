"""Exercise 3: which way is downhill.

Make one weight a very little larger. Does the mean loss rise or fall, and how steeply? That is the
slope for this weight. The slopes for all the weights and for the bias are the gradient. You could
measure each slope by trying small changes. A formula gives all of them at once.

For a sigmoid neuron with cross-entropy, the formula is short. The error of one example is the
prediction minus the label, a - y. The slope of weight j is the mean of error times input j. The
slope of the bias is the mean of the errors.
"""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    """Return the slopes of the mean loss for every weight, and for the bias.

    X is a list of inputs, Y is a list of their labels, and w and b are the weights and the bias of
    the neuron. The result is a pair (gw, gb). gw is a list with one slope for each weight, and gb
    is a number, the slope of the bias.

    In the first example, the prediction is 0.5 and the label is 1, so the error is -0.5. In the
    second example, both predictions are 0.5. The errors are -0.5 and 0.5, and their mean is 0.

    >>> gradient([[1.0, 2.0]], [1], [0.0, 0.0], 0.0)
    ([-0.5, -1.0], -0.5)
    >>> gradient([[1.0, 2.0], [3.0, -1.0]], [1, 0], [0.0, 0.0], 0.0)
    ([0.5, -0.75], 0.0)
    """
    # TODO: add up over the examples. Then divide by the number of examples.
    raise NotImplementedError
