"""Exercise 5: the step, repeated until the loss settles.

Here the chain closes. Predict, note how wrong you are, find the slope, step downhill, and begin
again. Each turn uses every example once and ends in a single step; it is called an epoch. Nothing
else is needed for a neuron to learn.
"""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    """Train a neuron on the examples X with the labels Y.

    Takes a list of inputs and a list of labels; the learning rate and the number of epochs may be
    left out. Gives (w, b, history): the trained weights and bias, and a list with one mean loss for
    each epoch, the one before its step. Weights and bias begin at zero, so the neuron begins by
    saying 0.5 to everything, and the first entry of every history is log(2) = 0.693...

    Two epochs of learning OR:

    >>> X = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    >>> w, b, history = train(X, [0, 1, 1, 1], 0.5, 2)
    >>> w
    [0.23064461239501655, 0.23064461239501655]
    >>> b
    0.21897137811257222
    >>> history
    [0.6931471805599453, 0.6081502848036742]

    After the full 2000 epochs on AND, with the labels 0, 0, 0, 1, your neuron says 0.0, 0.02, 0.02
    and 0.972.
    """
    # TODO: in each epoch the loss comes first, then the gradient, then the step.
    raise NotImplementedError
