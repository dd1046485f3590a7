"""Exercise 5: the step, repeated until the loss settles.

Now the parts come together. Predict, record how large the loss is, find the slope, take a step
downhill, and start again. One such round is called an epoch. It uses every example once and ends
with one step. A neuron needs nothing else to learn.
"""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    """Train a neuron on the examples X with the labels Y.

    X is a list of inputs and Y is a list of labels. The caller may leave out the learning rate
    `eta` and the number of epochs.

    Return (w, b, history): the trained weights, the trained bias, and a list with the mean loss of
    every epoch, recorded before its step. The weights and the bias start at zero. So the first
    predictions are all 0.5, and every history starts with log(2) = 0.693...

    Two epochs on OR:

    >>> X = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    >>> w, b, history = train(X, [0, 1, 1, 1], 0.5, 2)
    >>> w
    [0.23064461239501655, 0.23064461239501655]
    >>> b
    0.21897137811257222
    >>> history
    [0.6931471805599453, 0.6081502848036742]

    After 2000 epochs on AND, with the labels 0, 0, 0, 1, the predictions are 0.0, 0.02, 0.02 and
    0.972, rounded to three digits after the point.
    """
    # TODO: in each epoch, first the loss, then the gradient, then the step.
    raise NotImplementedError
