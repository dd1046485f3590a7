import sys

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for epoch in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        if epoch % 500 == 0:
            print("epoch", epoch, "loss", history[-1], file=sys.stderr)
        w, b = update(w, b, *gradient(X, Y, w, b), eta)
    print("done:", w, b)
    return w, b, history
