import math

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    count = math.ceil(len(X) / size)
    return [[X[k * size : k * size + size], Y[k * size : k * size + size]] for k in range(count)]


def train_minibatch(X, Y, eta, epochs, size):
    def step(w, b, batch):
        gw, gb = gradient(batch[0], batch[1], w, b)
        return update(w, b, gw, gb, eta)

    w, b = [0] * len(X[0]), 0
    history = [0.0] * epochs
    for epoch in range(epochs):
        history[epoch] = mean_loss([forward(x, w, b) for x in X], Y)
        for batch in batches(X, Y, size):
            w, b = step(w, b, batch)
    return [w, b, history]
