from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    gw, gb = [0.0] * len(w), 0.0
    for _ in range(epochs):
        a = [forward(x, w, b) for x in X]
        history.append(mean_loss(a, Y))
        for x, y, p in zip(X, Y, a):
            for j in range(len(w)):
                gw[j] += (p - y) * x[j] / len(X)
            gb += (p - y) / len(X)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history
