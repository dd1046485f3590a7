from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def steps(X, Y, eta):
    w, b = [0.0] * len(X[0]), 0.0
    while True:
        yield w, b, mean_loss([forward(x, w, b) for x in X], Y)
        w, b = update(w, b, *gradient(X, Y, w, b), eta)

def train(X, Y, eta=0.5, epochs=2000):
    history = []
    gen = steps(X, Y, eta)
    w, b, now = next(gen)
    while len(history) < epochs:
        history.append(now)
        w, b, now = next(gen)
    return w, b, history
