from ex1_sigmoid import *
from ex2_loss import *
from ex3_gradient import *
from ex4_update import *

def train(X, Y, eta=0.5, epochs=2000):
    w = []
    for i in range(len(X[0])):
        w.append(0.0)
    b = 0.0
    history = []
    for i in range(epochs):
        s = 0.0
        for k in range(len(X)):
            s = s + loss(forward(X[k], w, b), Y[k])
        history.append(s / len(X))
        g = gradient(X, Y, w, b)
        new = update(w, b, g[0], g[1], eta)
        w = new[0]
        b = new[1]
    return [w, b, history]
