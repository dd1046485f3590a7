"""Exercise 7, beyond: three neurons that learn XOR.

One neuron draws one straight line, and no straight line parts the inputs of XOR. So put two neurons
side by side on the inputs, and let a third look at what those two say. Now the network can bend its
line.

How can a hidden neuron learn, when nobody says what it should have answered? It takes its share of
the blame from the last neuron: the error a - y, times the weight its answer was given, times its
own slope h·(1 - h). With this in place of the error, it learns exactly as in exercise 3. Passing
the blame backwards is called backpropagation.

The parameters travel together in a dict:

    {"W1": [[0.5, -0.6], [-0.7, 0.4]],   one row of weights for each hidden neuron
     "b1": [0.1, -0.1],                  one bias for each hidden neuron
     "W2": [0.8, 0.9],                   the last neuron's weights
     "b2": -0.2}                         the last neuron's bias
"""

from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss


def forward(x, params):
    """Say what the network answers to the input x.

    Takes a vector of two numbers and the parameters; gives (hidden, a): a list of what the two
    hidden neurons say, and what the last neuron makes of it.

    >>> params = {"W1": [[1.0, -1.0], [2.0, 0.5]], "b1": [0.0, -1.0], "W2": [2.0, -1.0], "b2": 0.5}
    >>> forward([1.0, 2.0], params)
    ([0.2689414213699951, 0.8807970779778823], 0.5391908849956525)
    """
    # TODO: a neuron of exercise 1, three times.
    raise NotImplementedError


def backprop(X, Y, params):
    """Find the slope of the mean loss along every parameter.

    Takes the inputs, their labels and the parameters; gives a dict of the same shape as params,
    with a slope in the place of each parameter, averaged over the examples.

    >>> params = {"W1": [[1.0, -1.0], [2.0, 0.5]], "b1": [0.0, -1.0], "W2": [2.0, -1.0], "b2": 0.5}
    >>> grads = backprop([[1.0, 2.0]], [1], params)
    >>> grads["W2"], grads["b2"]
    ([-0.12393065836951876, -0.4058793220014032], -0.4608091150043475)
    >>> grads["W1"]
    [[-0.18120114191260223, -0.36240228382520445], [0.04838200117092326, 0.09676400234184653]]
    >>> grads["b1"]
    [-0.18120114191260223, 0.04838200117092326]
    """
    # TODO: first the last neuron, then the two behind it.
    raise NotImplementedError


def train(X, Y, params, eta, epochs):
    """Train the network, beginning at params.

    Takes the inputs, their labels, the parameters to begin at, the learning rate and the number of
    epochs; gives (params, history): the trained parameters, and for each epoch the mean loss before
    its step. Every epoch looks at all the examples and takes one step. The parameters that came in
    stay as they were.

    With the parameters shown at the top of this file, 300 epochs at eta = 2 are enough for XOR: the
    network then says 0.036, 0.973, 0.972 and 0.03.
    """
    # TODO: the loop of exercise 5, with more parameters to move.
    raise NotImplementedError
