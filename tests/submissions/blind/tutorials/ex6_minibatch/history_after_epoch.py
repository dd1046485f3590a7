from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update
def batches(X, Y, size):
    return [(X[i:i+size], Y[i:i+size]) for i in range(0, len(X), size)]
def train_minibatch(X, Y, eta, epochs, size):
    w, b, h = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        for Xb, Yb in batches(X, Y, size):
            w, b = update(w, b, *gradient(Xb, Yb, w, b), eta)
        h.append(mean_loss([forward(x, w, b) for x in X], Y))
    return w, b, h
