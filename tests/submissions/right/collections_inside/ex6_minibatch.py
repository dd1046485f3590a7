from collections import deque

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    pieces = [([], [])]
    for x, y in zip(X, Y):
        if len(pieces[-1][0]) == size:
            pieces.append(([], []))
        pieces[-1][0].append(x)
        pieces[-1][1].append(y)
    return pieces


def train_minibatch(X, Y, eta, epochs, size):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    queue = deque(batches(X, Y, size))
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for _ in range(len(queue)):
            Xb, Yb = queue[0]
            w, b = update(w, b, *gradient(Xb, Yb, w, b), eta)
            queue.rotate(-1)
    return w, b, history
