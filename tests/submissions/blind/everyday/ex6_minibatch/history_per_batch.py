from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def batches(X, Y, size):
    return [(X[i:i+size], Y[i:i+size]) for i in range(0, len(X), size)]

def train_minibatch(X, Y, eta, epochs, size):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for epoch in range(epochs):
        for xb, yb in batches(X, Y, size):
            history.append(mean_loss([forward(x, w, b) for x in xb], yb))
            gw, gb = gradient(xb, yb, w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history
