"""Every entry of your history is the loss at the start. The parameters change in every epoch, so
compute the loss with the parameters of that epoch.

Are the predictions made before the loop? Or do the predictions of the first epoch stay at the front
of the list? Make a new list of predictions in every epoch."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    A = [forward(x, w, b) for x in X]
    for _ in range(epochs):
        history.append(mean_loss(A, Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history
