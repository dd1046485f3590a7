"""Numbers of the final quiz that no exercise returns directly, computed with the functions of the course.

In a call such as `mistakes.ex5_loop.one-epoch-short.helpers.history_length` the helper uses that mistake in place of the reference.
"""

import math

from ex1_sigmoid import forward
from ex2_loss import loss
from ex3_gradient import gradient
from ex4_update import update
from ex5_loop import train
from ex6_minibatch import batches
from ex7_network import backprop

AND_X = [[0, 0], [0, 1], [1, 0], [1, 1]]
AND_Y = [0, 0, 0, 1]
OFF_X = [[1, 2], [2, 1], [4, 3], [5, 6]]
OFF_Y = [0, 1, 0, 1]
LINE_X = [[-1.5], [-0.5], [0.5], [1.5]]
LINE_Y = [0, 1, 0, 1]


def logit(a):
    """Return the sum for which the sigmoid gives `a`."""
    return math.log(a / (1 - a))


def weighted_sum(x, w, b):
    """Return the weighted sum of a neuron: the sum for which the sigmoid gives its prediction."""
    return round(logit(forward(x, w, b)), 9)


def probability_of_label(a, y):
    """Return the probability that the prediction `a` gives to the label `y`."""
    return a if y else 1 - a


def prediction_for(value, y):
    """Return the prediction that has this binary cross-entropy for the label `y`."""
    return probability_of_label(math.exp(-value), y)


def prediction_for_other(value, y):
    """Return the prediction that has this binary cross-entropy for the other label."""
    return prediction_for(value, 1 - y)


def root(value, y):
    """Return the prediction that would have this loss if it were the squared error."""
    return y - math.sqrt(value) if y else math.sqrt(value)


def slope_at(a):
    """Return the slope of the sigmoid where its value is `a`."""
    return a * (1 - a)


def tanh_slope_at(a):
    """Return the slope of tanh where its value is `a`."""
    return 1 - a * a


def other(a):
    """Return the probability of the other label."""
    return 1 - a


def minus(a):
    """Return the number with its sign reversed."""
    return -a


def item(values, place):
    """Return one value of a list."""
    return values[place]


def one():
    """Return the label 1."""
    return 1


def zero():
    """Return the label 0."""
    return 0


def as_list(values):
    """Return a list as Python prints it."""
    return str(list(values))


def as_float(value):
    """Return a number as Python prints a float."""
    return repr(float(value))


def parameters(inputs, hidden):
    """Return the number of parameters of a network with one hidden layer and one output neuron."""
    return weights_only(inputs, hidden) + biases_only(hidden)


def weights_only(inputs, hidden):
    """Return the number of weights of this network."""
    return inputs * hidden + hidden


def biases_only(hidden):
    """Return the number of biases of this network."""
    return hidden + 1


def one_bias(inputs, hidden):
    """Return the number of parameters if each layer had a single bias."""
    return weights_only(inputs, hidden) + 2


def loss_of(w, x, y):
    """Return the loss of a neuron with one weight and no bias, for one example."""
    return loss(forward([x], [w], 0.0), y)


def a_little_more(w):
    """Return a weight that is larger by 0.01."""
    return w + 0.01


def difference(after, before):
    """Return how much a number has changed."""
    return after - before


def slope_between(before, after):
    """Return the slope of the loss from its change while a weight grows by 0.01."""
    return (after - before) / 0.01


def error(x, w, b, y):
    """Return the prediction minus the label."""
    return forward(x, w, b) - y


def error_signal(a, y):
    """Return the error signal of a neuron that predicts `a`: the gradient of its bias for one example."""
    return gradient([[0.0]], [y], [0.0], logit(a))[1]


def weight_gradient(error, x):
    """Return the gradient of a weight from the error signal of its neuron and the input of the weight."""
    return error * x


def mean_gradient(first, second, x1, x2):
    """Return the gradient of a single weight over two examples with the labels 1 and 0, from their predictions."""
    w = (logit(first) - logit(second)) / (x1 - x2)
    return gradient([[x1], [x2]], [1, 0], [w], logit(first) - w * x1)[0][0]


def hidden_error(e, v, h):
    """Return the error signal of a hidden neuron with output `h`, through the weight `v`, from an output error `e`."""
    y = 0 if e > 0 else 1
    params = {
        "W1": [[0.0, 0.0], [0.0, 0.0]],
        "b1": [logit(h), 0.0],
        "W2": [v, 0.0],
        "b2": logit(e + y) - v * h,
    }
    return backprop([[0.0, 0.0]], [y], params)["b1"][0]


def and_history(eta, epochs):
    """Return the losses of training AND."""
    return train(AND_X, AND_Y, eta, epochs)[2]


def first_loss(Y, eta):
    """Return the first loss of a training on the four inputs of AND with the labels `Y`."""
    return train(AND_X, Y, eta, 1)[2][0]


def bias_after(Y, eta, epochs):
    """Return the bias after so many epochs on the four inputs of AND with the labels `Y`."""
    return train(AND_X, Y, eta, epochs)[1]


def updated(w, g, eta):
    """Return a single weight after one update."""
    return update([w], 0.0, [g], 0.0, eta)[0][0]


def bias_as_printed(Y, eta, epochs):
    """Return the bias as `print(round(b, 3))` prints it."""
    return repr(round(bias_after(Y, eta, epochs), 3))


def updated_as_printed(w, g, eta):
    """Return the new weight as `print(round(w, 2))` prints it."""
    return repr(round(updated(w, g, eta), 2))


def off_history(eta, epochs):
    """Return the losses of training on points that no line separates, off the unit square."""
    return train(OFF_X, OFF_Y, eta, epochs)[2]


def line_history(eta, epochs):
    """Return the losses of training on four points of a line, of which one neuron gets at most three right."""
    return train(LINE_X, LINE_Y, eta, epochs)[2]


def line_swing(eta, epochs):
    """Return the least and the largest loss of the second half of such a training."""
    later = line_history(eta, epochs)[epochs // 2 :]
    return [min(later), max(later)]


def history_length(epochs, more):
    """Return the number of losses of two trainings on AND, one after the other."""
    return len(and_history(0.5, epochs)) + (len(and_history(0.5, more)) if more else 0)


def history_continued(epochs, more):
    """Return the number of losses of both parts and of one more after the last update."""
    return history_length(epochs, more) + 1


def updates(examples, size, epochs):
    """Return the number of updates."""
    return epochs * len(batches([[0.0]] * examples, [0] * examples, size))


def batch_lengths(examples, size):
    """Return the sizes of all batches, as Python prints the list."""
    return str([len(labels) for _, labels in batches([[0.0]] * examples, [0] * examples, size)])


def last_batch(examples, size):
    """Return the number of examples in the last batch of an epoch."""
    return len(batches([[0.0]] * examples, [0] * examples, size)[-1][1])


def missing_from_last_batch(examples, size):
    """Return the number of examples that the last batch lacks."""
    return size - last_batch(examples, size)


def rate_for_sum(examples, eta):
    """Return the learning rate with which the sum of the gradients makes the same steps as their mean."""
    X, Y = [[1.0]] * examples, [1] * examples
    mean = gradient(X, Y, [0.0], 0.0)[0][0]
    total = sum(gradient([x], [y], [0.0], 0.0)[0][0] for x, y in zip(X, Y, strict=True))
    return eta * mean / total


def rate_for_sum_reversed(examples, eta):
    """Return the learning rate that is larger where it should be smaller."""
    return eta * examples


def one_over(examples):
    """Return the factor that makes a mean of a sum."""
    return 1 / examples


def and_predicts(x):
    """Return the prediction for one input of the neuron that learned AND."""
    w, b, _ = train(AND_X, AND_Y, 0.5, 2000)
    return forward(x, w, b)


def and_learned(epochs):
    """Return the weights and the bias of AND after so many epochs."""
    w, b, _ = train(AND_X, AND_Y, 0.5, epochs)
    return [*w, b]
