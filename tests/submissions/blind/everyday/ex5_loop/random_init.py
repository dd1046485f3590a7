import random
from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def train(X, Y, eta=0.5, epochs=2000):
    n = len(X[0])
    w = [random.uniform(-1, 1) for _ in range(n)]
    b = random.random()
    history = []
    for _ in range(epochs):
        preds = [forward(x, w, b) for x in X]
        history.append(mean_loss(preds, Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history
