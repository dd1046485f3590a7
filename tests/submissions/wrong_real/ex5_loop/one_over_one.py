import math

from ex2_loss import mean_loss
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        a = []
        for x in X:
            z = sum(p * q for p, q in zip(w, x)) + b
            a.append(1 / 1 + math.exp(-z))
        history.append(mean_loss(a, Y))
        gw = [sum((p - y) * x[j] for p, y, x in zip(a, Y, X)) / len(X) for j in range(len(w))]
        gb = sum(p - y for p, y in zip(a, Y)) / len(X)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history
