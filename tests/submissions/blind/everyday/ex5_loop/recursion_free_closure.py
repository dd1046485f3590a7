from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0] * len(X[0]), 0, []

    def log():
        history.append(mean_loss([forward(x, w, b) for x in X], Y))

    def step():
        nonlocal w, b
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)

    for _ in range(epochs):
        log()
        step()
    return w, b, history
