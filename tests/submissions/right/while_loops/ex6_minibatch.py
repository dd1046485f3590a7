from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    out = []
    start = 0
    while start < len(X):
        out.append((X[start:start + size], Y[start:start + size]))
        start += size
    return out


def train_minibatch(X, Y, eta, epochs, size):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    while epochs:
        epochs -= 1
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        todo = batches(X, Y, size)
        while todo:
            Xb, Yb = todo.pop(0)
            w, b = update(w, b, *gradient(Xb, Yb, w, b), eta)
    return w, b, history
