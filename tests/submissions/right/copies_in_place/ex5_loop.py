import copy

from ex1_sigmoid import forward
from ex2_loss import mean_loss


def train(X, Y, eta=0.5, epochs=2000):
    X = [[*x, 1.0] for x in copy.deepcopy(X)]           # the bias is the weight of an input that is always 1
    w = [0.0] * len(X[0])
    history = [None] * epochs
    for epoch in range(epochs):
        A = [forward(x, w, 0.0) for x in X]
        history[epoch] = mean_loss(A, Y)
        for j in range(len(w)):
            w[j] -= eta * sum((a - y) * x[j] for x, a, y in zip(X, A, Y)) / len(X)
    b = w.pop()
    return w, b, history
