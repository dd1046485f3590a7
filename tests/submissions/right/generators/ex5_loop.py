from itertools import islice

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def descent(X, Y, eta):
    w, b = [0.0] * len(X[0]), 0.0
    while True:
        price = mean_loss([forward(x, w, b) for x in X], Y)
        w, b = update(w, b, *gradient(X, Y, w, b), eta)
        yield price, w, b


def train(X, Y, eta=0.5, epochs=2000):
    steps = list(islice(descent(X, Y, eta), epochs))
    _, w, b = steps[-1]
    return w, b, [price for price, _, _ in steps]
