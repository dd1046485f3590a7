from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def batches(X, Y, size):
    out = []
    for i in range(len(X) // size):
        out.append((X[i * size:(i + 1) * size], Y[i * size:(i + 1) * size]))
    return out

def train_minibatch(X, Y, eta, epochs, size):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for e in range(epochs):
        A = [forward(x, w, b) for x in X]
        history.append(mean_loss(A, Y))
        for Xb, Yb in batches(X, Y, size):
            gw, gb = gradient(Xb, Yb, w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history
