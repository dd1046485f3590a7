import math

from ex3_gradient import gradient
from ex4_update import update


def softplus(t):
    return max(t, 0.0) + math.log1p(math.exp(-abs(t)))


def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        sums = [b + sum(p * q for p, q in zip(w, x)) for x in X]
        history.append(sum(softplus(-t) if y else softplus(t) for t, y in zip(sums, Y)) / len(X))
        w, b = update(w, b, *gradient(X, Y, w, b), eta)
    return w, b, history
