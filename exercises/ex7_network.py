"""Exercise 7, bonus: three neurons that learn XOR.

One neuron can only separate yes from no with one straight line, and for XOR no such line exists. So
put two neurons side by side, the hidden neurons, and let both read the inputs. Each of them draws a
straight line. A third neuron reads their outputs and combines the two lines.

How can a hidden neuron learn? Nobody tells it what its output should be. It gets its error from the
last neuron: the error a - y, times its own weight in the last neuron, times its own slope
h·(1 - h), where h is its output. With this error it learns exactly as in exercise 3. Passing the
error backwards is called backpropagation.

All parameters are in one dict:

    {"W1": [[0.5, -0.6], [-0.7, 0.4]],   one row of weights for each hidden neuron
     "b1": [0.1, -0.1],                  one bias for each hidden neuron
     "W2": [0.8, 0.9],                   the last neuron's weights
     "b2": -0.2}                         the last neuron's bias
"""

from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss


def forward(x, params):
    """Compute the prediction of the network for the input x.

    x is a vector of two numbers. Return (hidden, a): a list with the outputs of the two hidden
    neurons, and the prediction of the last neuron.

    >>> params = {"W1": [[1.0, -1.0], [2.0, 0.5]], "b1": [0.0, -1.0], "W2": [2.0, -1.0], "b2": 0.5}
    >>> forward([1.0, 2.0], params)
    ([0.2689414213699951, 0.8807970779778823], 0.5391908849956525)
    """
    # TODO: use the neuron of exercise 1 three times.
    raise NotImplementedError


def backprop(X, Y, params):
    """Find the slope of the mean loss for every parameter.

    X holds the inputs and Y their labels. Return a dict of the same shape as params, with a slope
    in the place of each parameter. Average the slopes over the examples.

    >>> params = {"W1": [[1.0, -1.0], [2.0, 0.5]], "b1": [0.0, -1.0], "W2": [2.0, -1.0], "b2": 0.5}
    >>> grads = backprop([[1.0, 2.0]], [1], params)
    >>> grads["W2"], grads["b2"]
    ([-0.12393065836951876, -0.4058793220014032], -0.4608091150043475)
    >>> grads["W1"]
    [[-0.18120114191260223, -0.36240228382520445], [0.04838200117092326, 0.09676400234184653]]
    >>> grads["b1"]
    [-0.18120114191260223, 0.04838200117092326]
    """
    # TODO: start with the last neuron, then go back to the two hidden neurons.
    raise NotImplementedError


def train(X, Y, params, eta, epochs):
    """Train the network, starting at params.

    `eta` is the learning rate. Return (params, history): the trained parameters, and for every
    epoch the mean loss before its step. Every epoch uses all the examples and takes one step. Do
    not change the caller's params: build new lists and a new dict.

    With the parameters at the top of this file, 300 epochs at eta = 2 are enough for XOR. The
    predictions are then 0.036, 0.973, 0.972 and 0.03.
    """
    # TODO: the loop of exercise 5, with more parameters to update.
    raise NotImplementedError
