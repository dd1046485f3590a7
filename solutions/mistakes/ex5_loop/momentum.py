"""Your steps keep some of the speed of the steps before. That is called momentum. Here each step is
only the learning rate times the slope."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    vw = [0.0] * len(w)
    vb = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        vw = [0.9 * v + g for v, g in zip(vw, gw)]
        vb = 0.9 * vb + gb
        w, b = update(w, b, vw, vb, eta)
    return w, b, history
