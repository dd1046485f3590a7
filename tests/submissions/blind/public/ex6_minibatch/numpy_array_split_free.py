import numpy as np
from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def batches(X, Y, size):
    pairs = []
    start = 0
    while start < len(X):
        stop = start + size
        pairs.append((list(X[start:stop]), list(Y[start:stop])))
        start = stop
    return pairs

def train_minibatch(X, Y, eta, epochs, size):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        history.append(float(np.mean([mean_loss([forward(x, w, b)], [y]) for x, y in zip(X, Y)])))
        for Xb, Yb in batches(X, Y, size):
            w, b = update(w, b, *gradient(Xb, Yb, w, b), eta)
    return w, b, history
