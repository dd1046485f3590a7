"""Your history is right, but the last step is missing. Every epoch ends with a step, the last one
too.

Does the loop stop between the loss and the step? Or do you return parameters from before the last
step?"""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for epoch in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        if epoch < epochs - 1:
            gw, gb = gradient(X, Y, w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history
