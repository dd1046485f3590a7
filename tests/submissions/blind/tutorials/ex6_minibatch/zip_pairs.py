from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update
def batches(X, Y, size):
    data = list(zip(X, Y))
    return [data[i:i+size] for i in range(0, len(data), size)]
def train_minibatch(X, Y, eta, epochs, size):
    w, b, h = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        h.append(mean_loss([forward(x, w, b) for x in X], Y))
        for batch in batches(X, Y, size):
            Xb = [x for x, _ in batch]
            Yb = [y for _, y in batch]
            w, b = update(w, b, *gradient(Xb, Yb, w, b), eta)
    return w, b, h
