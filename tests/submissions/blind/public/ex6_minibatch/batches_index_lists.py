from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def batches(X, Y, size):
    idx = list(range(len(X)))
    return [idx[i:i + size] for i in range(0, len(X), size)]

def train_minibatch(X, Y, eta, epochs, size):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for ix in batches(X, Y, size):
            w, b = update(w, b, *gradient([X[i] for i in ix], [Y[i] for i in ix], w, b), eta)
    return w, b, history
