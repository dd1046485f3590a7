from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def batches(X, Y, size):
    n = (len(X) + size - 1) // size
    return [(X[k::n], Y[k::n]) for k in range(n)]

def train_minibatch(X, Y, eta, epochs, size):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for Xb, Yb in batches(X, Y, size):
            w, b = update(w, b, *gradient(Xb, Yb, w, b), eta)
    return w, b, history
