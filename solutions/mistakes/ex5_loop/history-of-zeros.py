"""Your training is right, but every entry of your history is 0. Does your code fill the history with
zeros, and never put a loss in their place? Record the mean loss in every epoch, before the step."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = [0.0] * epochs
    for _ in range(epochs):
        loss = mean_loss([forward(x, w, b) for x in X], Y)
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history
