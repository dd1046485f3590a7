import math

from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    n, m = len(X[0]), len(Y)
    w, b, history = [0.0] * n, 0.0, []
    for _ in range(epochs):
        total, gw, gb = 0.0, [0.0] * n, 0.0
        for x, y in zip(X, Y):
            t = math.fsum([b, *(p * q for p, q in zip(w, x))])
            a = 1 / (1 + math.exp(-t))
            total += math.log(1 + math.exp(-t)) + (1 - y) * t
            gb += a - y
            gw = [g + (a - y) * v for g, v in zip(gw, x)]
        history.append(total / m)
        w, b = update(w, b, [g / m for g in gw], gb / m, eta)
    return w, b, history
