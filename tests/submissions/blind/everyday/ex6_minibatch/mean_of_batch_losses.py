from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def batches(X, Y, size):
    b = []
    i = 0
    while i < len(X):
        b.append((X[i:i + size], Y[i:i + size]))
        i += size
    return b

def train_minibatch(X, Y, eta, epochs, size):
    w, b = [0.0] * len(X[0]), 0.0
    history = []
    for epoch in range(epochs):
        running = 0.0
        loader = batches(X, Y, size)
        for Xb, Yb in loader:
            running += mean_loss([forward(x, w, b) for x in Xb], Yb)
            gw, gb = gradient(Xb, Yb, w, b)
            w, b = update(w, b, gw, gb, eta)
        history.append(running / len(loader))
    return w, b, history
