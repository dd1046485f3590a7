import math

from ex3_gradient import gradient
from ex4_update import update


# takes the logarithm without a guard: enough as long as no prediction gets to 0 or 1
def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0] * len(X[0]), 0, []
    for _ in range(epochs):
        total = 0
        for x, y in zip(X, Y):
            t = sum(p * q for p, q in zip(w, x)) + b
            total += math.log(1 + math.exp(-t if y == 1 else t))
        history.append(total / len(X))
        w, b = update(w, b, *gradient(X, Y, w, b), eta)
    return w, b, history
