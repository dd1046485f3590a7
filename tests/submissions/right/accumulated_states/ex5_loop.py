from itertools import accumulate, repeat

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    def step(state, _):
        w, b = state
        return update(w, b, *gradient(X, Y, w, b), eta)

    states = list(accumulate(repeat(None, epochs), step, initial=([0.0] * len(X[0]), 0.0)))
    history = [mean_loss([forward(x, w, b) for x in X], Y) for w, b in states[:-1]]
    w, b = states[-1]
    return w, b, history
