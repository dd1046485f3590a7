"""Exercise 3: which way is downhill.

Turn one weight up a very little: does the mean loss rise or fall, and how steeply? That slope, for
every weight and for the bias, is the gradient. It could be found by nudging and looking, one
parameter at a time. You find it in one pass.

For a sigmoid neuron with cross-entropy the calculus ends in something simple. The error of one
example is what the neuron said minus what is true, a - y. The slope of weight j is the mean of
error times input j; the slope of the bias is the mean of the error alone.
"""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    """Find the slope of the mean loss along every weight, and along the bias.

    Takes a list of inputs, a list of their labels, and the neuron's weights and bias; gives (gw,
    gb): a list with one slope for each weight, and a number.

    In the first example the neuron says 0.5 and should say 1: its error is -0.5. In the second
    example it says 0.5 twice: its errors are -0.5 and 0.5, which cancel out for the bias.

    >>> gradient([[1.0, 2.0]], [1], [0.0, 0.0], 0.0)
    ([-0.5, -1.0], -0.5)
    >>> gradient([[1.0, 2.0], [3.0, -1.0]], [1, 0], [0.0, 0.0], 0.0)
    ([0.5, -0.75], 0.0)
    """
    # TODO: add up over the examples, then divide by how many there are.
    raise NotImplementedError
