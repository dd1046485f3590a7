from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def batches(X, Y, size):
    out = []
    for k in range(len(X) // size):
        out.append((X[k*size:(k+1)*size], Y[k*size:(k+1)*size]))
    return out

def train_minibatch(X, Y, eta, epochs, size):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for Xb, Yb in batches(X, Y, size):
            gw, gb = gradient(Xb, Yb, w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history
