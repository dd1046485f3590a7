import math

from ex2_loss import loss


def train(X, Y, eta=0.5, epochs=2000):
    m = len(X)
    n = len(X[0])
    w = []
    for j in range(n):
        w.append(0)
    b = 0
    history = []
    epoch = 0
    while epoch != epochs:
        dw = [0] * n
        db = 0
        cost = 0
        for i in range(m):
            z = b
            for j in range(n):
                z = z + w[j] * X[i][j]
            if z < -700:
                a = 0.0
            else:
                a = 1 / (1 + math.exp(-z))
            cost = cost + loss(a, Y[i])
            for j in range(n):
                dw[j] = dw[j] + (a - Y[i]) * X[i][j]
            db = db + (a - Y[i])
        history.append(cost / m)
        for j in range(n):
            w[j] = w[j] - eta * (dw[j] / m)
        b = b - eta * (db / m)
        epoch += 1
    return w, b, history
