import math


def train(X, Y, eta=0.5, epochs=2000):
    # everything in one place: predict once, use the predictions for the loss and for the slopes
    n, m = len(X[0]), len(X)
    w, b, history = [0.0] * n, 0.0, []
    for _ in range(epochs):
        total, gw, gb = 0.0, [0.0] * n, 0.0
        for x, y in zip(X, Y):
            t = b
            for j in range(n):
                t += w[j] * x[j]
            a = 1 / (1 + math.exp(-t))
            total -= math.log(a) if y else math.log(1 - a)
            for j in range(n):
                gw[j] += (a - y) * x[j]
            gb += a - y
        history.append(total / m)
        for j in range(n):
            w[j] -= eta * gw[j] / m
        b -= eta * gb / m
    return w, b, history
