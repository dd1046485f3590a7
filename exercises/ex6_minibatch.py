"""Exercise 6, bonus: a step for every small batch.

For each step, exercise 5 uses all the examples. With a million examples that is a lot of work for
one step. A few examples already show roughly which way is downhill. So cut the data into small
batches and take one step for each batch. One epoch still goes once through all the data, but now it
takes many steps.
"""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    """Cut the data into batches of `size` examples, in order.

    X holds the inputs and Y their labels. Return a list of pairs (Xb, Yb): the inputs of a batch,
    and their labels. If some examples are left over at the end, they make a shorter last batch.

    >>> batches([[1.0], [2.0], [3.0]], [0, 0, 1], 2)
    [([[1.0], [2.0]], [0, 0]), ([[3.0]], [1])]
    """
    # TODO: a slice that goes past the end of a list stops at the end.
    raise NotImplementedError


def train_minibatch(X, Y, eta, epochs, size):
    """Train a neuron with one step for each batch.

    The arguments are those of `train` in exercise 5, and the size of a batch. Return (w, b,
    history). The weights and the bias start at zero, and the batches come in order. For every epoch
    the history holds the mean loss over all the data, before the first step of that epoch.

    >>> w, b, history = train_minibatch([[1.0], [2.0], [3.0]], [0, 0, 1], 0.5, 2, 2)
    >>> w
    [0.8177717261003994]
    >>> b
    -0.04475617740902149
    >>> history
    [0.6931471805599453, 1.1035000625602234]
    """
    # TODO: a loop over the epochs, and inside it a loop over the batches.
    raise NotImplementedError
