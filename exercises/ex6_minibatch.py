"""Exercise 6, beyond: a step for every small batch.

To take one step, exercise 5 looks at all the examples. With a million of them that is a long look
for a short step. A few at a time already show roughly which way is downhill: cut the data into
small batches and take a step for each. One epoch is still one turn through all the data, but now it
holds many steps.
"""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    """Cut the data into batches of `size` examples, in order.

    Takes the inputs, their labels, and how many go into a batch; gives a list of pairs (Xb, Yb).
    What is left over at the end makes a last, shorter batch: no example is lost.

    >>> batches([[1.0], [2.0], [3.0]], [0, 0, 1], 2)
    [([[1.0], [2.0]], [0, 0]), ([[3.0]], [1])]
    """
    # TODO: a slice that runs past the end of a list simply stops there.
    raise NotImplementedError


def train_minibatch(X, Y, eta, epochs, size):
    """Train a neuron with one step for each batch.

    Takes what `train` takes, and the size of a batch; gives (w, b, history). Weights and bias begin
    at zero, the batches are taken in order, and history holds for each epoch the mean loss over all
    the data before its first step.

    >>> w, b, history = train_minibatch([[1.0], [2.0], [3.0]], [0, 0, 1], 0.5, 2, 2)
    >>> w
    [0.8177717261003994]
    >>> b
    -0.04475617740902149
    >>> history
    [0.6931471805599453, 1.1035000625602234]
    """
    # TODO: two loops, one inside the other.
    raise NotImplementedError
