from functools import reduce

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    def epoch(state, _):
        w, b, history = state
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        return (*update(w, b, *gradient(X, Y, w, b), eta), history)

    return reduce(epoch, range(epochs), ([0.0] * len(X[0]), 0.0, []))
