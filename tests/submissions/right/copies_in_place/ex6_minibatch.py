from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient


def batches(X, Y, size):
    X, Y = list(X), list(Y)
    pieces = []
    while X:
        pieces.append((X[:size], Y[:size]))
        del X[:size], Y[:size]
    return pieces


def train_minibatch(X, Y, eta, epochs, size):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for Xb, Yb in batches(X, Y, size):
            gw, gb = gradient(Xb, Yb, w, b)
            for j in range(len(w)):
                w[j] -= eta * gw[j]
            b -= eta * gb
    return w, b, history
