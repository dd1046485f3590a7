import numpy as np
from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient


def train(X, Y, eta=0.5, epochs=2000):
    w = np.zeros(len(X[0]), dtype=np.float32)
    b = np.float32(0)
    history = []
    for _ in range(epochs):
        now, bias = w.tolist(), float(b)
        history.append(mean_loss([forward(x, now, bias) for x in X], Y))
        gw, gb = gradient(X, Y, now, bias)
        w = (w - eta * np.array(gw)).astype(np.float32)
        b = np.float32(b - eta * gb)
    return w.tolist(), float(b), history
