from itertools import islice
from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def batches(X, Y, size):
    out, ix, iy = [], iter(X), iter(Y)
    while True:
        bx = list(islice(ix, size))
        if not bx:
            return out
        out.append((bx, list(islice(iy, size))))

def train_minibatch(X, Y, eta, epochs, size):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    loader = batches(X, Y, size)
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for Xb, Yb in loader:
            gw, gb = gradient(Xb, Yb, w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history
