from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update
def train(X, Y, eta=0.5, epochs=2000, lam=0.01):
    w, b, h = [0.0] * len(X[0]), 0.0, []
    for i in range(epochs):
        h.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        gw = [g + lam * v for g, v in zip(gw, w)]
        w, b = update(w, b, gw, gb, eta)
    return w, b, h
