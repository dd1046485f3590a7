import numpy as np
from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def train(X, Y, eta=0.5, epochs=2000):
    rgen = np.random.RandomState(1)
    w = rgen.normal(loc=0.0, scale=0.01, size=len(X[0])).tolist()
    b, history = 0.0, []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        w, b = update(w, b, *gradient(X, Y, w, b), eta)
    return w, b, history
