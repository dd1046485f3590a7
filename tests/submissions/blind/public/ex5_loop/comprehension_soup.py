from ex1_sigmoid import forward as f
from ex2_loss import mean_loss as J
from ex3_gradient import gradient as g
from ex4_update import update as u

def train(X, Y, eta=0.5, epochs=2000):
    theta = ([0.0 for _ in X[0]], 0.0)
    hist = []
    [(hist.append(J([f(x, *theta) for x in X], Y)), theta := u(*theta, *g(X, Y, *theta), eta)) for _ in range(epochs)] if False else None
    for _ in range(epochs):
        hist.append(J([f(x, *theta) for x in X], Y))
        theta = u(*theta, *g(X, Y, *theta), eta)
    return (*theta, hist)
