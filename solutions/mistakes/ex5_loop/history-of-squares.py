"""Your history holds the mean of the squared errors. Record the mean of the losses of exercise 2,
which `mean_loss` returns."""

from ex1_sigmoid import forward
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        A = [forward(x, w, b) for x in X]
        history.append(sum((a - y) ** 2 for a, y in zip(A, Y)) / len(Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history
