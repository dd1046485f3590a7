"""A learning rate of 0, or 0 epochs, counts as missing in your code. For the caller 0 is a number
like any other.

`eta or 0.5` gives 0.5 when `eta` is 0. Use default values in the line with `def`, or compare with
`None`."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    epochs = epochs or 2000
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history
